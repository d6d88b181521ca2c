import { expect, test } from "vitest";
import { canonicalTimeZone, createOffsetLookup } from "../../src/core/stats/timeZone.ts";
import { toCaseVariant } from "../support/caseVariant.ts";
import { recordTimeZones } from "../support/recordTimeZones.ts";

test("accepts every time zone and alias regardless of case", () => {
  for (const name of [...Intl.supportedValuesOf("timeZone"), "Europe/Kyiv", "US/Pacific", "GMT0"]) {
    const canonical = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    const spellings = [name, name.toLowerCase(), name.toUpperCase(), toCaseVariant(name, 0b1011)];
    expect([name, ...spellings.map(canonicalTimeZone)]).toEqual([
      name,
      ...spellings.map(() => canonical),
    ]);
  }
});

test.each([
  ["+02:00", "+02:00"],
  ["+0200", "+02:00"],
  ["+02", "+02:00"],
  ["-03:30", "-03:30"],
  ["-0330", "-03:30"],
  ["+14:00", "+14:00"],
  ["+23:59", "+23:59"],
  ["-00:00", "UTC"],
  ["+00", "UTC"],
  ["+0000", "UTC"],
])("offsets have one canonical form: %s", (given, canonical) => {
  expect(canonicalTimeZone(given)).toBe(canonical);
});

test.each([
  "",
  " ",
  "Mars/Olympus",
  "Etc/Unknown",
  "Europe/Berlin ",
  "Europe/Berlin\u0000",
  "America/New_Yor\u212A",
  "İstanbul",
  "GMT+1:30",
  "+24:00",
  "+02:60",
  "+2",
  "02:00",
  "+02:00:00",
  "−02:00",
  "local",
  "system",
  "__proto__",
  "constructor",
  "a".repeat(65),
  `${"/".repeat(60)}Europe/Berlin`,
  "a".repeat(100_000),
])("rejects an invalid time zone: %j", (given) => {
  expect(canonicalTimeZone(given)).toBeUndefined();
});

test("creates no formatter for offsets and one per time zone regardless of spelling", () => {
  const names = recordTimeZones();

  for (let number = 0; number < 2_000; number++) {
    const spelling = toCaseVariant("America/Argentina/Buenos_Aires", number);
    expect(canonicalTimeZone(spelling)).toBe("America/Buenos_Aires");
    createOffsetLookup(canonicalTimeZone(spelling) as string)(0);
    const offset = new Date(number * 30_000).toISOString().slice(11, 16);
    createOffsetLookup(canonicalTimeZone(`+${offset}`) as string)(0);
  }

  expect(
    [...names].filter(
      (name) => name !== "america/argentina/buenos_aires" && name !== "America/Buenos_Aires",
    ),
  ).toEqual([]);
});
