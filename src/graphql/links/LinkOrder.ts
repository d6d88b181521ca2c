import { builder } from "../schema/builder.ts";

export const LinkOrder = builder.inputType("LinkOrder", {
  description:
    "The order of a list of links. Links with equal values are sorted by creation, in the same direction.",
  fields: (t) => ({
    field: t.field({
      type: builder.enumType("LinkOrderField", {
        description: "A field by which links can be sorted.",
        values: {
          CREATED_AT: { description: "The time at which the link was created." },
          CLICK_COUNT: { description: "The number of clicks. Bot visits are excluded." },
          LAST_CLICKED_AT: {
            description:
              "The time of the latest click. Links without clicks sort before all others.",
          },
        },
      }),
      required: true,
      description: "The field to sort by.",
    }),
    direction: t.field({
      type: builder.enumType("OrderDirection", {
        description: "The direction of a sort order.",
        values: {
          ASC: { description: "Lowest or oldest first." },
          DESC: { description: "Highest or newest first." },
        },
      }),
      required: true,
      defaultValue: "DESC",
      description: "The sort direction.",
    }),
  }),
});
