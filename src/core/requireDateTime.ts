import { InvalidTimeRangeError } from "./errors.ts";

/** Throws InvalidTimeRangeError for an invalid Date, which stands for a text that is not a time. */
export function requireDateTime(field: string, value: Date | null | undefined): void {
  if (value && Number.isNaN(value.getTime())) {
    throw new InvalidTimeRangeError(
      `${field} is not a valid time. Use the form 2030-12-31T23:59:59Z, up to the year 9999.`,
      field,
    );
  }
}
