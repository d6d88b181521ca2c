import { z } from "zod";
import { builder } from "./builder.ts";

const dateTime = z.iso.datetime({ offset: true });

builder.scalarType("DateTime", {
  description: "A date and time with an offset, as in RFC 3339. Always returned in UTC.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize: (value) => value.toISOString(),
  // An invalid value becomes an invalid Date. The field that it is for is rejected with the others.
  parseValue: (value) => {
    const parsed = dateTime.safeParse(value);
    const dateTimeValue = new Date(parsed.data ?? Number.NaN);
    // An offset can move a time into the year 10000, which RFC 3339 cannot represent.
    return dateTimeValue.getUTCFullYear() > 9999 ? new Date(Number.NaN) : dateTimeValue;
  },
});

builder.scalarType("URL", {
  description: "An absolute URL. URLs from users are returned as entered.",
  specifiedByURL: "https://url.spec.whatwg.org/",
  serialize: (value) => value,
});

builder.scalarType("SafeInt", {
  description: "An integer that can exceed 32 bits, at most 2^53 - 1.",
  specifiedByURL: "https://tc39.es/ecma262/#sec-number.issafeinteger",
  // Sums can exceed the largest safe integer.
  serialize: (value) => Math.min(value, Number.MAX_SAFE_INTEGER),
  parseValue: parseSafeInt,
  parseLiteral: (node) => parseSafeInt(node.kind === "IntValue" ? Number(node.value) : undefined),
});

/** An invalid value becomes NaN. The field that it is for is rejected with the others. */
function parseSafeInt(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : Number.NaN;
}
