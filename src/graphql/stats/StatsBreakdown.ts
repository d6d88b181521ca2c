import type { Dimension } from "../../core/clicks/clickAggregate.ts";
import type { Breakdown, BreakdownItem } from "../../core/stats/readBreakdown.ts";
import { builder } from "../schema/builder.ts";
import { coveredByConnection } from "../schema/cost.ts";

export const StatsDimension = builder.enumType("StatsDimension", {
  description: "A property by which clicks can be grouped.",
  values: {
    REFERRER: {
      value: "referrer",
      description:
        "The host of the referring page, or the Android app, such as android-app://com.example.app.",
    },
    COUNTRY: { value: "country", description: "The ISO 3166-1 alpha-2 code, such as DE." },
    BROWSER: { value: "browser", description: "The browser's name without its version." },
    OPERATING_SYSTEM: {
      value: "system",
      description: "The operating system's name without its version.",
    },
    DEVICE: { value: "device", description: "`desktop`, `mobile`, `tablet` or `tv`." },
  } satisfies Record<string, { value: Dimension; description: string }>,
});

const StatsBreakdownItem = builder.objectRef<BreakdownItem>("StatsBreakdownItem").implement({
  description: "A value with its number of clicks.",
  fields: (t) => ({
    value: t.exposeString("value", {
      nullable: true,
      description:
        "The value, null if unknown or if the visitor has DNT/GPC. Also null for referrers beyond the 250 that are stored per UTC day: the first 125, then repeated ones, and finally the most frequent.",
    }),
    clicks: t.expose("clicks", {
      type: "SafeInt",
      description: "Number of clicks with this value. Bot visits are excluded.",
    }),
    share: t.exposeFloat("share", {
      description: "Share of all clicks, from 0 to 1. Bot visits are excluded.",
    }),
  }),
});

const StatsRemainder = builder.objectRef<Breakdown["other"]>("StatsRemainder").implement({
  description: "The clicks whose values are not listed.",
  fields: (t) => ({
    clicks: t.expose("clicks", {
      type: "SafeInt",
      description: "Number of clicks with other values. Bot visits are excluded.",
    }),
    share: t.exposeFloat("share", {
      description: "Share of all clicks, from 0 to 1. Bot visits are excluded.",
    }),
  }),
});

export const StatsBreakdown = builder.objectRef<Breakdown>("StatsBreakdown").implement({
  description:
    "The most frequent values and the remainder. Their shares add up to 1, or to 0 if there are no clicks.",
  fields: (t) => ({
    values: t.field({
      type: [StatsBreakdownItem],
      complexity: coveredByConnection,
      description: "The most frequent values, in descending order. Unknown values are one of them.",
      resolve: ({ values }) => values,
    }),
    other: t.field({
      type: StatsRemainder,
      description: "The clicks with all other values.",
      resolve: ({ other }) => other,
    }),
  }),
});
