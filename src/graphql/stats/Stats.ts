import type { Interval } from "../../core/stats/calendar.ts";
import { readBreakdown } from "../../core/stats/readBreakdown.ts";
import { type ClickStats, linkStats, userStats } from "../../core/stats/readStats.ts";
import { User } from "../accounts/User.ts";
import { Link } from "../links/Link.ts";
import { builder } from "../schema/builder.ts";
import { breakdownCost, coveredByStatistics, statisticsCost } from "../schema/cost.ts";
import { StatsBreakdown, StatsDimension } from "./StatsBreakdown.ts";

const StatsInterval = builder.enumType("StatsInterval", {
  description: "How long each part of a series is, in the calendar of the time zone.",
  values: {
    HOUR: { description: "60 minutes." },
    DAY: { description: "Midnight to midnight: 23 or 25 hours where the clocks change." },
    WEEK: { description: "Monday to Sunday." },
    MONTH: { description: "A month of the calendar." },
  } satisfies Record<Interval, { description: string }>,
});

const StatsBucket = builder.objectRef<ClickStats["series"][number]>("StatsBucket").implement({
  description: "The counts of one part of a series.",
  fields: (t) => ({
    start: t.expose("start", {
      type: "DateTime",
      description: "Where it begins. It ends where the next one begins.",
    }),
    clicks: t.expose("clicks", { type: "SafeInt", description: "Redirects given to people." }),
    visitors: t.expose("visitors", {
      type: "SafeInt",
      description:
        "People who came for the first time on their UTC day. Exact up to 10,000 of a UTC day; of more, an estimate with a standard error of 1.6 %.",
    }),
    bots: t.expose("bots", { type: "SafeInt", description: "Redirects given to programs." }),
  }),
});

const Stats = builder.objectRef<ClickStats>("Stats").implement({
  description: "Clicks counted over a range of whole intervals.",
  fields: (t) => ({
    clicks: t.expose("clicks", { type: "SafeInt", description: "Redirects given to people." }),
    visitors: t.expose("visitors", {
      type: "SafeInt",
      description:
        "People, each once a UTC day. Those who asked not to be tracked are clicks alone. Exact up to 10,000 of a UTC day; of more, an estimate with a standard error of 1.6 %.",
    }),
    bots: t.expose("bots", { type: "SafeInt", description: "Redirects given to programs." }),
    series: t.field({
      type: [StatsBucket],
      description: "The counts of each interval, the empty ones too, the oldest first.",
      complexity: coveredByStatistics,
      resolve: ({ series }) => series,
    }),
    breakdown: t.field({
      type: StatsBreakdown,
      description:
        "The most frequent values of people's clicks, counted by whole UTC days: those that the range touches. So they may be more clicks than the range has.",
      args: {
        dimension: t.arg({ type: StatsDimension, required: true, description: "Told apart by." }),
        first: t.arg.int({ defaultValue: 10, required: true, description: "1 to 100." }),
      },
      complexity: breakdownCost,
      resolve: (statistics, { dimension, first }) => readBreakdown(statistics, dimension, first),
    }),
  }),
});

const statsArguments = builder.args((t) => ({
  from: t.field({ type: "DateTime", description: "30 days before `to` where absent." }),
  to: t.field({ type: "DateTime", description: "Now where absent." }),
  interval: t.field({
    type: StatsInterval,
    defaultValue: "DAY",
    required: true,
    description: "Length of each part of the series: at most 3,000 of them.",
  }),
  timeZone: t.string({
    defaultValue: "UTC",
    required: true,
    description:
      "IANA name in any case, such as Europe/Berlin, or an offset from UTC, such as +02:00. Clicks are counted by UTC hours, which count where they start.",
  }),
}));

builder.prismaObjectField(Link, "stats", (t) =>
  t.field({
    type: Stats,
    description:
      "Its clicks from `from` to `to`, widened to whole intervals. Needs the scope `STATS_READ`.",
    args: statsArguments,
    complexity: statisticsCost,
    resolve: (link, request, { actor }) => linkStats(actor, link, request),
  }),
);

builder.prismaObjectField(User, "stats", (t) =>
  t.field({
    type: Stats,
    description:
      "Clicks on all their links, deleted ones included, from `from` to `to`, widened to whole intervals. Needs `STATS_READ`.",
    args: statsArguments,
    complexity: statisticsCost,
    resolve: (user, request, { actor }) => userStats(actor, user.id, request),
  }),
);
