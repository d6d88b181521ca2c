import { z } from "zod";
import type { ClickRow } from "../../db/clickStore.ts";
import {
  batchHourSchema,
  batchIdSchema,
  encodedCountsSchema,
  hasPlausibleTimes,
  linkIdSchema,
  maxBatchRows,
} from "./batchSchemas.ts";
import { parseCountryCode } from "./geoip.ts";
import { isReferrerHost } from "./referrerHost.ts";
import { isBrowser, isDevice, isSystem } from "./userAgent.ts";
import { visitorHashBytes } from "./visitorHash.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** A batch as text without IP addresses and user agents. */
export interface EncodedClickBatch {
  text: string;
  /** Number of clicks and counts in the text, which determines the cost of writing it. */
  rows: number;
}

const lastMillisecond = 3_599_999;
const nameSchema = z.string().max(300).nullable();
const flagSchema = z.union([z.literal(0), z.literal(1)]);
const visitorHashSchema = z.string().regex(/^[\w-]{11}$/);

/** A click without property names. Its time is relative to the start of the hour. */
const clickSchema = z.tuple([
  linkIdSchema,
  z.int().min(0).max(lastMillisecond),
  nameSchema,
  nameSchema,
  nameSchema,
  nameSchema,
  nameSchema,
  flagSchema,
  visitorHashSchema.nullable(),
  flagSchema,
]);
const batchSchema = z.tuple([
  batchIdSchema,
  batchHourSchema,
  z.array(clickSchema).max(maxBatchRows),
  encodedCountsSchema,
]);
type EncodedClick = z.infer<typeof clickSchema>;

/** Returns a batch of enriched clicks as text. */
export function encodeClickBatch({ id, hour, clicks, counts }: ClickBatch): EncodedClickBatch {
  const encoded = clicks.map(({ row, counted }) => encodeClick(row, hour, counted));
  const text = JSON.stringify([id, hour, encoded, counts]);
  return { text, rows: clicks.length + counts.length };
}

/**
 * Returns the batch, or undefined if this service cannot have written the text. The times in the batch
 * must be near `addedAt` (milliseconds), the time at which it was added. Names that this version does
 * not know count as unknown.
 */
export function decodeClickBatch(text: unknown, addedAt: number): ClickBatch | undefined {
  const parsed = batchSchema.safeParse(text);
  if (!parsed.success) return undefined;
  const [id, hour, clicks, counts] = parsed.data;
  if (!hasPlausibleTimes(addedAt, { hour, counts })) return undefined;
  return { id, hour, clicks: clicks.map((click) => decodeClick(click, hour)), counts };
}

function encodeClick(row: ClickRow, hour: number, counted: boolean): EncodedClick {
  const { referrerHost, country, browser, system, device, isBot, visitorMark } = row;
  return [
    row.linkId,
    row.at - hour,
    referrerHost,
    country,
    browser,
    system,
    device,
    isBot,
    visitorMark?.toString("base64url") ?? null,
    counted ? 1 : 0,
  ];
}

function decodeClick(encoded: EncodedClick, hour: number): ClickBatch["clicks"][number] {
  const [id, at, referrer, country, browser, system, device, isBot, mark, counted] = encoded;
  const onlyKnown = (value: string | null, isKnown: (value: string) => boolean) =>
    value !== null && isKnown(value) ? value : null;
  const row: ClickRow = {
    linkId: id,
    at: hour + at,
    referrerHost: onlyKnown(referrer, isReferrerHost),
    country: country && parseCountryCode(country),
    browser: onlyKnown(browser, isBrowser),
    system: onlyKnown(system, isSystem),
    device: onlyKnown(device, isDevice),
    isBot,
    visitorMark:
      mark === null ? null : Buffer.from(mark, "base64url").subarray(0, visitorHashBytes),
  };
  return { row, counted: counted === 1 };
}
