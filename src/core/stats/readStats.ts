import type { Link } from "../../db/database.ts";
import type { StatsSubject, TimeBounds } from "../../db/lookup.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
import type { Services } from "../services.ts";
import { parseStatsRange, type StatsRange, type StatsRangeInput } from "./statsRange.ts";

export interface ClickCounts {
  /** Clicks by people. */
  clicks: number;
  /** Unique visitors per UTC day. */
  visitors: number;
  /** Visits by bots. */
  bots: number;
}

export interface ClickStats extends ClickCounts {
  services: Services;
  /** Account that the statistics belong to. */
  accountId: number;
  subject: StatsSubject;
  range: StatsRange;
  /** Counts of each interval, without gaps. */
  series: StatsBucket[];
}

/** Counts of one interval, from its start up to its end. */
export interface StatsBucket extends ClickCounts {
  start: Date;
  end: Date;
  /** Milliseconds by which local time is ahead of UTC at the start. */
  offset: number;
}

/**
 * Returns statistics of one of the actor's links. The time this takes depends on the number of days,
 * not on the number of clicks. Requires `stats:read`. Throws ForbiddenError for a link of another user,
 * and the errors of `parseStatsRange`.
 */
export async function linkStats(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  input: StatsRangeInput,
): Promise<ClickStats> {
  const { services } = requireSelf(actor, link.ownerId, "stats:read");
  return readStats(services, link.ownerId, { kind: "Link", id: link.id }, input);
}

/**
 * Returns statistics over all current and former links of the actor's user, as fast as for one link.
 * Requires `stats:read` and throws the same errors.
 */
export async function userStats(
  actor: Actor,
  userId: number,
  input: StatsRangeInput,
): Promise<ClickStats> {
  const { services } = requireSelf(actor, userId, "stats:read");
  return readStats(services, userId, { kind: "User", id: userId }, input);
}

async function readStats(
  services: Services,
  accountId: number,
  subject: StatsSubject,
  input: StatsRangeInput,
): Promise<ClickStats> {
  const range = await services.queues.compute(accountId, () => parseStatsRange(input));
  const counts = await readSeries(services, accountId, subject, range);
  const sum = (key: keyof ClickCounts) => counts.reduce((total, count) => total + count[key], 0);
  const series = range.starts.map((start, index) => ({
    start: new Date(start),
    end: new Date(range.starts[index + 1] ?? range.end),
    offset: range.offsetAt(start),
    ...(counts[index] as ClickCounts),
  }));
  return {
    services,
    accountId,
    subject,
    range,
    series,
    clicks: sum("clicks"),
    visitors: sum("visitors"),
    bots: sum("bots"),
  };
}

/** Returns the local date and time at which a bucket starts, such as 2030-03-31T00:00:00. */
export function localStart({ start, offset }: Pick<StatsBucket, "start" | "offset">): string {
  return new Date(start.getTime() + offset).toISOString().slice(0, 19);
}

/**
 * Returns the counts of each interval. They are stored per UTC hour, and an hour counts where it
 * starts. In a time zone with a half-hour offset, the half hour before midnight may count for the day
 * before or after.
 */
async function readSeries(
  { queues }: Services,
  accountId: number,
  subject: StatsSubject,
  { starts, end }: StatsRange,
): Promise<ClickCounts[]> {
  const bounds = starts.map((start, index): TimeBounds => [start, starts[index + 1] ?? end]);
  return queues.read(accountId, ({ sumHours }) => sumHours(subject, bounds));
}
