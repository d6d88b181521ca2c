import { endSessions } from "../../core/sessions/endSessions.ts";
import { builder } from "../schema/builder.ts";
import { coveredByConnection } from "../schema/cost.ts";
import { parseGlobalId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";
import { Session } from "./Session.ts";

builder.relayMutationField(
  "endSessions",
  {
    description: "The sessions to end.",
    inputFields: (t) => ({
      ids: t.idList({
        required: true,
        defaultValue: [],
        description: "Global IDs of sessions. Unknown and expired sessions are ignored.",
      }),
      allOthers: t.boolean({
        required: true,
        defaultValue: false,
        description: "Ends all sessions except the current one, regardless of `ids`.",
      }),
    }),
  },
  {
    description:
      "Ends sessions of the viewer immediately, with their open subscriptions. Requires the `ACCOUNT_WRITE` scope.",
    nullable: true,
    complexity: prices.endSessions,
    errors: { types: [] },
    resolve: async (_, { input }, { actor }) => {
      const ids = input.ids.map((id) => parseGlobalId("Session", String(id)));
      return { ids: await endSessions(actor, input.allOthers ? "others" : { ids }) };
    },
  },
  {
    description: "Returned when the sessions are ended.",
    outputFields: (t) => ({
      endedSessionIds: t.globalIDList({
        description: "The global IDs of the ended sessions, for caches.",
        complexity: coveredByConnection,
        resolve: ({ ids }) => ids.map((id) => ({ id, type: Session })),
      }),
    }),
  },
);
