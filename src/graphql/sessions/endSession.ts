import { endSession } from "../../core/sessions/session.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";

const EndSessionPayload = builder.objectRef<{ ended: boolean }>("EndSessionPayload").implement({
  description: "The browser is signed out.",
  fields: (t) => ({
    ended: t.exposeBoolean("ended", { description: "False where it was not signed in." }),
  }),
});

builder.mutationField("endSession", (t) =>
  t.field({
    type: builder.unionType("EndSessionResult", {
      description: "The outcome of `endSession`, which cannot fail.",
      types: [EndSessionPayload],
      resolveType: () => EndSessionPayload,
    }),
    nullable: true,
    complexity: prices.endSessions,
    description: "Signs this browser out: ends its session and clears the cookie.",
    resolve: async (_root, _arguments, { actor, setSessionCookie }) => {
      await endSession(actor);
      setSessionCookie(null);
      return { ended: actor.kind === "session" };
    },
  }),
);
