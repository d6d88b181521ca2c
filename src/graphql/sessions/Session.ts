import { visibleSessionsFilter } from "../../core/sessions/readSessions.ts";
import { builder } from "../schema/builder.ts";
import { parseRowId } from "../schema/globalId.ts";

export const Session = builder.prismaNode("Session", {
  description:
    "A signed-in browser. Its owner can read it with a session, or with a token that has the `ACCOUNT_WRITE` scope.",
  nullable: true,
  id: { field: "id", description: "The global ID, for `node` and `endSessions`." },
  findUnique: (id, { actor }) => ({ id: parseRowId(id), AND: visibleSessionsFilter(actor) }),
  fields: (t) => ({
    browser: t.exposeString("browser", {
      nullable: true,
      description: "The browser's name at sign-in, such as `Firefox`. Null if unknown.",
    }),
    operatingSystem: t.exposeString("system", {
      nullable: true,
      description:
        "The operating system at sign-in, such as `Linux`. Null if unknown. Sessions contain no IP address.",
    }),
    isCurrent: t.boolean({
      description: "Whether this is the session of the request.",
      resolve: ({ id }, _, { actor }) => actor.kind === "session" && actor.sessionId === id,
    }),
    startedAt: t.expose("createdAt", {
      type: "DateTime",
      description: "The time at which the browser signed in.",
    }),
    lastSeenAt: t.expose("lastSeenAt", {
      type: "DateTime",
      description: "The time of the last request, accurate to one hour.",
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      description:
        "The time at which the session ends, 30 days after `lastSeenAt`. Requests extend it.",
    }),
  }),
});
