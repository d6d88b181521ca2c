import type { Page } from "../../core/pagination/readPage.ts";
import type { TotalCount } from "../../core/pagination/totalCount.ts";
import { builder } from "./builder.ts";
import { prices } from "./prices.ts";

const TotalCountRef = builder.objectRef<TotalCount>("TotalCount").implement({
  description: "The number of items of a connection.",
  fields: (t) => ({
    count: t.exposeInt("count", {
      description: "Number of items that match the filter, on all pages together. At most 10,000.",
    }),
    precision: t.field({
      type: builder.enumType("CountPrecision", {
        description: "Whether a count is exact.",
        values: {
          EXACT: { description: "The count is exact." },
          AT_LEAST: { description: "There are more than 10,000 items." },
        } satisfies Record<TotalCount["precision"], { description: string }>,
      }),
      description: "Whether the count is exact.",
      resolve: ({ precision }) => precision,
    }),
  }),
});

builder.globalConnectionField("totalCount", (t) =>
  t.field({
    type: TotalCountRef,
    nullable: true,
    description: "The number of items on all pages. Null with an error if counting took too long.",
    complexity: prices.totalCount,
    // Each connection comes from `toConnection`.
    resolve: (connection) =>
      (connection as unknown as Pick<Page<unknown>, "countTotal">).countTotal(),
  }),
);
