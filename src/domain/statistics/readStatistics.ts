import type { Link } from "../../db/database.ts";
import type { Bounds, CountedSubject } from "../../db/lookup.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import type { Service } from "../service.ts";
import { acceptRange, type Range, type RangeRequest } from "./range.ts";

export interface Counts {
  /** Of people. */
  clicks: number;
  /** People, each once a UTC day. */
  visitors: number;
  /** Visits of programs. */
  bots: number;
}

export interface Statistics extends Counts {
  service: Service;
  /** Whose they are. */
  accountId: number;
  subject: CountedSubject;
  range: Range;
  /** The counts of each interval, without gaps. */
  series: (Counts & { start: Date })[];
}

/**
 * Statistics of one of the actor's links. They take time in proportion to the days asked for, however
 * many clicks these had. Needs `stats:read`. Throws ForbiddenError for a link of somebody else, and
 * what `acceptRange` throws.
 */
export async function linkStatistics(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  request: RangeRequest,
): Promise<Statistics> {
  const { service } = requireSelf(actor, link.ownerId, "stats:read");
  return readStatistics(service, link.ownerId, { kind: "Link", id: link.id }, request);
}

/** The same over all links that the actor's user has or had, in no more time than for one. */
export async function userStatistics(
  actor: Actor,
  userId: number,
  request: RangeRequest,
): Promise<Statistics> {
  const { service } = requireSelf(actor, userId, "stats:read");
  return readStatistics(service, userId, { kind: "User", id: userId }, request);
}

async function readStatistics(
  service: Service,
  accountId: number,
  subject: CountedSubject,
  request: RangeRequest,
): Promise<Statistics> {
  const range = await service.turns.compute(accountId, () => acceptRange(request));
  const counts = await readSeries(service, accountId, subject, range);
  const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
  const series = range.starts.map((start, index) => ({
    start: new Date(start),
    ...(counts[index] as Counts),
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
  { turns }: Service,
  accountId: number,
  subject: CountedSubject,
  { starts, end }: Range,
): Promise<Counts[]> {
  const bounds = starts.map((start, index): Bounds => [start, starts[index + 1] ?? end]);
  return turns.read(accountId, ({ sumHours }) => sumHours(subject, bounds));
}
