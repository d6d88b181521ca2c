import type { Interval } from "../../core/stats/calendar.ts";
import { readBreakdown } from "../../core/stats/readBreakdown.ts";
import {
  type ClickStats,
  linkStats,
  localStart,
  type StatsBucket,
  userStats,
} from "../../core/stats/readStats.ts";
import { User } from "../accounts/User.ts";
import { Link } from "../links/Link.ts";
import { builder } from "../schema/builder.ts";
import { breakdownCost, coveredByStatistics, statisticsCost } from "../schema/cost.ts";
import { StatsBreakdown, StatsDimension } from "./StatsBreakdown.ts";

const StatsInterval = builder.enumType("StatsInterval", {
  description: "The length of the intervals of a series, in the calendar of the time zone.",
  values: {
    HOUR: { description: "60 minutes." },
    DAY: { description: "Midnight to midnight. 23 or 25 hours when the clocks change." },
    WEEK: { description: "Monday to Sunday." },
    MONTH: { description: "A calendar month." },
  } satisfies Record<Interval, { description: string }>,
});

const StatsBucketRef = builder.objectRef<StatsBucket>("StatsBucket").implement({
  description: "The counts of one interval of a series.",
  fields: (t) => ({
    start: t.expose("start", {
      type: "DateTime",
      description: "The start of the interval, which is part of it.",
    }),
    end: t.expose("end", {
      type: "DateTime",
      description: "The end of the interval, which is the start of the next one.",
    }),
    localStart: t.string({
      description:
        "The start as date and time in the time zone of the request, such as `2030-03-31T00:00:00`. For labels.",
      resolve: localStart,
    }),
    clicks: t.expose("clicks", {
      type: "SafeInt",
      description: "Number of clicks. Bot visits are excluded.",
    }),
    visitors: t.expose("visitors", {
      type: "SafeInt",
      description:
        "Visitors whose first click of the UTC day is in this interval. Visitors with DNT/GPC are not included. Exact up to 10,000 per UTC day, beyond that an estimate with a standard error of 1.6 %.",
    }),
    bots: t.expose("bots", { type: "SafeInt", description: "Number of visits by bots." }),
  }),
});

const Stats = builder.objectRef<ClickStats>("Stats").implement({
  description: "Click counts over a range of whole intervals.",
  fields: (t) => ({
    from: t.field({
      type: "DateTime",
      description: "The start of the range: the start of its first interval.",
      resolve: ({ range }) => new Date(range.starts[0] ?? range.end),
    }),
    to: t.field({
      type: "DateTime",
      description: "The end of the range: the end of its last interval.",
      resolve: ({ range }) => new Date(range.end),
    }),
    clicks: t.expose("clicks", {
      type: "SafeInt",
      description: "Number of clicks. Bot visits are excluded.",
    }),
    visitors: t.expose("visitors", {
      type: "SafeInt",
      description:
        "Unique visitors per UTC day. Visitors with DNT/GPC are not included. Exact up to 10,000 per UTC day, beyond that an estimate with a standard error of 1.6 %.",
    }),
    bots: t.expose("bots", { type: "SafeInt", description: "Number of visits by bots." }),
    series: t.field({
      type: [StatsBucketRef],
      description:
        "The counts of each interval, oldest first. Intervals without clicks are included.",
      complexity: coveredByStatistics,
      resolve: ({ series }) => series,
    }),
    breakdown: t.field({
      type: StatsBreakdown,
      nullable: true,
      description:
        "Most frequent values. Computed per whole UTC day, so totals can exceed `clicks` of the range. Bot visits are excluded.",
      args: {
        dimension: t.arg({
          type: StatsDimension,
          required: true,
          description: "The property by which clicks are grouped.",
        }),
        first: t.arg.int({
          defaultValue: 10,
          required: true,
          description: "Maximum number of values, 1 to 100.",
        }),
      },
      complexity: breakdownCost,
      resolve: (statistics, { dimension, first }) => readBreakdown(statistics, dimension, first),
    }),
  }),
});

const statsArguments = builder.args((t) => ({
  from: t.field({
    type: "DateTime",
    description: "Start of the range. Default: 30 days before `to`.",
  }),
  to: t.field({ type: "DateTime", description: "End of the range. Default: now." }),
  interval: t.field({
    type: StatsInterval,
    defaultValue: "DAY",
    required: true,
    description: "Length of the intervals. The range can have at most 3,000.",
  }),
  timeZone: t.string({
    defaultValue: "UTC",
    required: true,
    description:
      "IANA name in upper or lower case, such as Europe/Berlin, or offset from UTC, such as +02:00. Clicks are counted per UTC hour, and each hour belongs to the interval in which it starts.",
  }),
}));

builder.prismaObjectField(Link, "stats", (t) =>
  t.field({
    type: Stats,
    nullable: true,
    description:
      "The link's statistics from `from` to `to`, extended to whole intervals. Requires the `STATS_READ` scope.",
    args: statsArguments,
    complexity: statisticsCost,
    resolve: (link, request, { actor }) => linkStats(actor, link, request),
  }),
);

builder.prismaObjectField(User, "stats", (t) =>
  t.field({
    type: Stats,
    nullable: true,
    description:
      "The statistics of all the user's links, including deleted ones, from `from` to `to`, extended to whole intervals. Requires the `STATS_READ` scope.",
    args: statsArguments,
    complexity: statisticsCost,
    resolve: (user, request, { actor }) => userStats(actor, user.id, request),
  }),
);
