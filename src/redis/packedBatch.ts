import { z } from "zod";
import { packVisit, unpackVisit } from "../domain/clicks/visit.ts";
import type { Batch } from "../domain/clicks/waitingVisits.ts";

const hourMilliseconds = 3_600_000;
/** Clicks are handed to Redis when they come; clocks of machines may differ, and Redis may have been away. */
const longestAgeMilliseconds = 2 * 86_400_000;
const maximumCount = 1_000_000_000;

const count = z.int().min(0).max(maximumCount);

/** Others may write there what they like: only what a process of this service can have written is believed. */
function packedBatchAt(addedAt: number) {
  const earliest = addedAt - longestAgeMilliseconds;
  const latest = Math.min(addedAt, Date.now()) + longestAgeMilliseconds;
  const time = z.int().min(earliest).max(latest);
  const packedVisit = z.tuple([
    z.int().positive(),
    time,
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.boolean(),
    z.boolean(),
  ]);
  const packedCount = z.object({
    linkId: z.int().positive(),
    clicks: count,
    bots: count,
    uncounted: count,
    // 0 where none was a person's.
    lastClickedAt: z.union([z.literal(0), time]),
  });
  return z.tuple([
    z.string().regex(/^[\w-]{1,64}$/),
    time.multipleOf(hourMilliseconds),
    z.array(packedVisit),
    z.array(packedCount),
  ]);
}

/** A batch as text. It is made in the thread that answers redirects, and takes a quarter of a microsecond a visit. */
export function packBatch({ id, hour, visits, counts }: Batch): string {
  return JSON.stringify([id, hour, visits.map(packVisit), counts]);
}

/**
 * The batch again; undefined where the text is none: where numbers are not whole or not from 0 to a
 * thousand million, times not within two days of when it was added (milliseconds), or the hour is none.
 */
export function unpackBatch(text: string | undefined, addedAt: number): Batch | undefined {
  const packed = packedBatchAt(addedAt).safeParse(parse(text));
  if (!packed.success) return undefined;
  const [id, hour, visits, counts] = packed.data;
  return { id, hour, visits: visits.map(unpackVisit), counts };
}

function parse(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
