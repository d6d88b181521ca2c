import { ValueRequiredError } from "./errors.ts";

/** Returns the value of a field that cannot be removed. Throws ValueRequiredError for null. */
export function requireValue<Value>(field: string, value: Value | null): Value {
  if (value === null) throw new ValueRequiredError(field);
  return value;
}
