import { endSession } from "../../core/sessions/session.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";

const EndSessionPayload = builder.objectRef<{ ended: boolean }>("EndSessionPayload").implement({
  description: "Returned when the browser is signed out.",
  fields: (t) => ({
    ended: t.exposeBoolean("ended", {
      description: "Whether a session was ended. False if the request had none.",
    }),
  }),
});

builder.mutationField("endSession", (t) =>
  t.field({
    type: builder.unionType("EndSessionResult", {
      description: "The payload of `endSession`, which has no user errors.",
      types: [EndSessionPayload],
      resolveType: () => EndSessionPayload,
    }),
    nullable: true,
    complexity: prices.endSessions,
    description: "Ends the current session and clears its cookie.",
    resolve: async (_root, _arguments, { actor, setSessionCookie }) => {
      await endSession(actor);
      setSessionCookie(null);
      return { ended: actor.kind === "session" };
    },
  }),
);
