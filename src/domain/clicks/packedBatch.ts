import { z } from "zod";
import type { ClickRow } from "../../db/clickStore.ts";
import { batchHour, batchId, batchRowsAtMost, isNear, linkId, packedCounts } from "./batchShape.ts";
import { readCountry } from "./country.ts";
import { isReferrerHost } from "./referrerHost.ts";
import { isBrowser, isDevice, isSystem } from "./userAgent.ts";
import { markBytes } from "./visitorMark.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** A batch as text that holds neither IP addresses nor user agents. */
export interface PackedBatch {
  text: string;
  /** Clicks and counts in it: what writing it costs. */
  rows: number;
}

const lastMillisecond = 3_599_999;
const name = z.string().max(300).nullable();
const flag = z.union([z.literal(0), z.literal(1)]);
const mark = z.string().regex(/^[\w-]{11}$/);

/** Without names, and with times from the start of the hour. */
const packedClick = z.tuple([
  linkId,
  z.int().min(0).max(lastMillisecond),
  name,
  name,
  name,
  name,
  name,
  flag,
  mark.nullable(),
  flag,
]);
const packedBatch = z.tuple([
  batchId,
  batchHour,
  z.array(packedClick).max(batchRowsAtMost),
  packedCounts,
]);
type PackedClick = z.infer<typeof packedClick>;

/** Returns a batch of described clicks as text. */
export function packBatch({ id, hour, clicks, counts }: ClickBatch): PackedBatch {
  const packed = clicks.map(({ row, counted }) => packClick(row, hour, counted));
  const text = JSON.stringify([id, hour, packed, counts]);
  return { text, rows: clicks.length + counts.length };
}

/**
 * Returns the batch again; undefined where the text is none that this service can have written. It was
 * added at `addedAt` (milliseconds), which its times must be near. Names that this version does not
 * know count as unknown.
 */
export function unpackBatch(text: unknown, addedAt: number): ClickBatch | undefined {
  const packed = packedBatch.safeParse(text);
  if (!packed.success) return undefined;
  const [id, hour, clicks, counts] = packed.data;
  if (!isNear(addedAt, { hour, counts })) return undefined;
  return { id, hour, clicks: clicks.map((click) => unpackClick(click, hour)), counts };
}

function packClick(row: ClickRow, hour: number, counted: boolean): PackedClick {
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

function unpackClick(packed: PackedClick, hour: number): ClickBatch["clicks"][number] {
  const [id, at, referrer, country, browser, system, device, isBot, mark, counted] = packed;
  const known = (value: string | null, isKnown: (value: string) => boolean) =>
    value !== null && isKnown(value) ? value : null;
  const row: ClickRow = {
    linkId: id,
    at: hour + at,
    referrerHost: known(referrer, isReferrerHost),
    country: country && readCountry(country),
    browser: known(browser, isBrowser),
    system: known(system, isSystem),
    device: known(device, isDevice),
    isBot,
    visitorMark: mark === null ? null : Buffer.from(mark, "base64url").subarray(0, markBytes),
  };
  return { row, counted: counted === 1 };
}
