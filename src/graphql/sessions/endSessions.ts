import { endSessions } from "../../core/sessions/endSessions.ts";
import { builder } from "../schema/builder.ts";
import { parseGlobalId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";

builder.relayMutationField(
  "endSessions",
  {
    description: "Which sessions to end.",
    inputFields: (t) => ({
      ids: t.idList({
        required: true,
        defaultValue: [],
        description: "Global ids of sessions. Those that are over already do no harm.",
      }),
      allOthers: t.boolean({
        required: true,
        defaultValue: false,
        description: "Ends all but the one that this request came with, whatever `ids` says.",
      }),
    }),
  },
  {
    description:
      "Signs the viewer out in other browsers, at once, open streams included. Needs `ACCOUNT_WRITE`.",
    nullable: true,
    complexity: prices.endSessions,
    errors: { types: [] },
    resolve: async (_, { input }, { actor }) => {
      const ids = input.ids.map((id) => parseGlobalId("Session", String(id)));
      return { endedCount: await endSessions(actor, input.allOthers ? "others" : { ids }) };
    },
  },
  {
    description: "The sessions are over.",
    outputFields: (t) => ({
      endedCount: t.int({
        description: "How many were ended now.",
        resolve: ({ endedCount }) => endedCount,
      }),
    }),
  },
);
