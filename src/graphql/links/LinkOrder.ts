import { builder } from "../schema/builder.ts";

export const LinkOrder = builder.inputType("LinkOrder", {
  description: "In which order links come. Those that are equal come in the order of their making.",
  fields: (t) => ({
    field: t.field({
      type: builder.enumType("LinkOrderField", {
        description: "What links can be sorted by.",
        values: {
          CREATED_AT: { description: "When they were made." },
          CLICK_COUNT: { description: "How many clicks of people they have." },
          LAST_CLICKED_AT: {
            description:
              "Their latest click. Those without one count as clicked before all others.",
          },
        },
      }),
      required: true,
      description: "What to sort by.",
    }),
    direction: t.field({
      type: builder.enumType("OrderDirection", {
        description: "Which end comes first.",
        values: {
          ASC: { description: "The least or oldest first." },
          DESC: { description: "The greatest or newest first." },
        },
      }),
      required: true,
      description: "From which end.",
    }),
  }),
});
