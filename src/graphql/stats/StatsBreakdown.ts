import type { Dimension } from "../../core/clicks/clickAggregate.ts";
import type { Breakdown, BreakdownItem } from "../../core/stats/readBreakdown.ts";
import { builder } from "../schema/builder.ts";
import { coveredByConnection } from "../schema/cost.ts";

export const StatsDimension = builder.enumType("StatsDimension", {
  description: "What clicks can be told apart by.",
  values: {
    REFERRER: {
      value: "referrer",
      description:
        "Host of the page that had the link, or its Android app, such as android-app://com.example.app.",
    },
    COUNTRY: { value: "country", description: "ISO 3166-1 alpha-2 code, such as DE." },
    BROWSER: { value: "browser", description: "Name, without a version." },
    OPERATING_SYSTEM: { value: "system", description: "Operating system, without a version." },
    DEVICE: { value: "device", description: "desktop, mobile, tablet or tv." },
  } satisfies Record<string, { value: Dimension; description: string }>,
});

const StatsBreakdownItem = builder.objectRef<BreakdownItem>("StatsBreakdownItem").implement({
  description: "One value and how often it came.",
  fields: (t) => ({
    value: t.exposeString("value", {
      nullable: true,
      description:
        "Null for the unknown, for visitors who asked not to be tracked, and for referrers that have none of the 250 places of a day: half of them are for the first, the others for those that come more than once, and in the end for the most frequent.",
    }),
    clicks: t.expose("clicks", { type: "SafeInt", description: "Clicks of people with it." }),
    share: t.exposeFloat("share", { description: "Part of all clicks of people: 0 to 1." }),
  }),
});

const StatsRemainder = builder.objectRef<Breakdown["other"]>("StatsRemainder").implement({
  description: "All that is not among the values listed.",
  fields: (t) => ({
    clicks: t.expose("clicks", { type: "SafeInt", description: "Clicks of people with the rest." }),
    share: t.exposeFloat("share", { description: "Part of all clicks of people: 0 to 1." }),
  }),
});

export const StatsBreakdown = builder.objectRef<Breakdown>("StatsBreakdown").implement({
  description: "The most frequent values, and the rest, so that the shares add up.",
  fields: (t) => ({
    values: t.field({
      type: [StatsBreakdownItem],
      complexity: coveredByConnection,
      description: "The most frequent first.",
      resolve: ({ values }) => values,
    }),
    other: t.field({
      type: StatsRemainder,
      description: "What the list leaves out.",
      resolve: ({ other }) => other,
    }),
  }),
});
