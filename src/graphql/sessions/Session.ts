import { visibleSessionsFilter } from "../../core/sessions/readSessions.ts";
import { builder } from "../schema/builder.ts";
import { parseRowId } from "../schema/globalId.ts";

export const Session = builder.prismaNode("Session", {
  description:
    "A signed-in browser. Its owner sees it from a browser of their own, or with `ACCOUNT_WRITE`.",
  nullable: true,
  id: { field: "id", description: "Global id, for `node` and `endSessions`." },
  findUnique: (id, { actor }) => ({ id: parseRowId(id), AND: visibleSessionsFilter(actor) }),
  fields: (t) => ({
    browser: t.exposeString("browser", {
      nullable: true,
      description: "What it called itself when it signed in, such as `Firefox`; null if unknown.",
    }),
    operatingSystem: t.exposeString("system", {
      nullable: true,
      description: "What it ran on then, such as `Linux`; null if unknown. No address is kept.",
    }),
    isCurrent: t.boolean({
      description: "Whether this very request came with it.",
      resolve: ({ id }, _, { actor }) => actor.kind === "session" && actor.sessionId === id,
    }),
    startedAt: t.expose("createdAt", { type: "DateTime", description: "When it signed in." }),
    lastSeenAt: t.expose("lastSeenAt", {
      type: "DateTime",
      description: "Its last request, to the hour.",
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      description: "When it is signed out unless it is seen before: 30 days after it was last.",
    }),
  }),
});
