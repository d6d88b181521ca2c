import { listSessions } from "../../core/sessions/readSessions.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { Session } from "./Session.ts";

builder.prismaObjectFields(User, (t) => ({
  sessions: t.connection(
    {
      type: Session,
      description: "Browsers in which they are signed in, newest first. Needs `ACCOUNT_WRITE`.",
      resolve: async (user, list, context, info) =>
        toConnection(await listSessions(context.actor, user.id, list, nodeQuery(context, info))),
    },
    { name: "UserSessionsConnection", description: "A run of sessions, newest first." },
    { name: "UserSessionsConnectionEdge", description: "A session and its place in the run." },
  ),
}));
