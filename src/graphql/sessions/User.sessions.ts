import { listSessions } from "../../core/sessions/readSessions.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { Session } from "./Session.ts";

builder.prismaObjectFields(User, (t) => ({
  sessions: t.connection(
    {
      type: Session,
      nullable: true,
      description:
        "The user's sessions, newest first. Expired ones are excluded. Requires the `ACCOUNT_WRITE` scope.",
      resolve: async (user, list, context, info) =>
        toConnection(await listSessions(context.actor, user.id, list, nodeQuery(context, info))),
    },
    { name: "UserSessionsConnection", description: "A page of sessions, newest first." },
    { name: "UserSessionsConnectionEdge", description: "A session and its cursor." },
  ),
}));
