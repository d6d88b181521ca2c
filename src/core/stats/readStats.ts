import type { Link } from "../../db/database.ts";
import type { StatsSubject, TimeBounds } from "../../db/lookup.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import type { Service } from "../service.ts";
import { parseStatsRange, type StatsRange, type StatsRangeInput } from "./statsRange.ts";

export interface ClickCounts {
  /** Of people. */
  clicks: number;
  /** People, each once a UTC day. */
  visitors: number;
  /** Visits of programs. */
  bots: number;
}

export interface ClickStats extends ClickCounts {
  service: Service;
  /** Whose they are. */
  accountId: number;
  subject: StatsSubject;
  range: StatsRange;
  /** The counts of each interval, without gaps. */
  series: (ClickCounts & { start: Date })[];
}

/**
 * Statistics of one of the actor's links. They take time in proportion to the days asked for, however
 * many clicks these had. Needs `stats:read`. Throws ForbiddenError for a link of somebody else, and
 * what `parseStatsRange` throws.
 */
export async function linkStats(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  input: StatsRangeInput,
): Promise<ClickStats> {
  const { service } = requireSelf(actor, link.ownerId, "stats:read");
  return readStats(service, link.ownerId, { kind: "Link", id: link.id }, input);
}

/** The same over all links that the actor's user has or had, in no more time than for one. */
export async function userStats(
  actor: Actor,
  userId: number,
  input: StatsRangeInput,
): Promise<ClickStats> {
  const { service } = requireSelf(actor, userId, "stats:read");
  return readStats(service, userId, { kind: "User", id: userId }, input);
}

async function readStats(
  service: Service,
  accountId: number,
  subject: StatsSubject,
  input: StatsRangeInput,
): Promise<ClickStats> {
  const range = await service.queues.compute(accountId, () => parseStatsRange(input));
  const counts = await readSeries(service, accountId, subject, range);
  const sum = (key: keyof ClickCounts) => counts.reduce((total, count) => total + count[key], 0);
  const series = range.starts.map((start, index) => ({
    start: new Date(start),
    ...(counts[index] as ClickCounts),
  }));
  return {
    service,
    accountId,
    subject,
    range,
    series,
    clicks: sum("clicks"),
    visitors: sum("visitors"),
    bots: sum("bots"),
  };
}

/**
 * Counts are kept by UTC hour, and an hour is counted where it starts: in a time zone half an hour
 * off, the half hour before midnight may count for the day before or after.
 */
async function readSeries(
  { queues }: Service,
  accountId: number,
  subject: StatsSubject,
  { starts, end }: StatsRange,
): Promise<ClickCounts[]> {
  const bounds = starts.map((start, index): TimeBounds => [start, starts[index + 1] ?? end]);
  return queues.read(accountId, ({ sumHours }) => sumHours(subject, bounds));
}
