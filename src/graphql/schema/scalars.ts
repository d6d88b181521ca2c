import { GraphQLError } from "graphql";
import { z } from "zod";
import { builder } from "./builder.ts";

const dateTime = z.iso.datetime({ offset: true });

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}

builder.scalarType("DateTime", {
  description: "A date and time with an offset, as in RFC 3339. Always returned in UTC.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const parsed = dateTime.safeParse(value);
    const dateTimeValue = new Date(parsed.data ?? Number.NaN);
    // An offset can move a time into the year 10000, which RFC 3339 cannot represent.
    if (Number.isNaN(dateTimeValue.getTime()) || dateTimeValue.getUTCFullYear() > 9999) {
      throw badInput(
        "The DateTime is not valid. Use the form 2030-12-31T23:59:59Z, up to the year 9999.",
      );
    }
    return dateTimeValue;
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

function parseSafeInt(value: unknown): number {
  if (!Number.isSafeInteger(value)) {
    throw badInput("The SafeInt is not valid. Use a whole number below 2^53.");
  }
  return value as number;
}
