import { DomainError, InvalidInputError } from "./errors.ts";

type Checks<Values> = { [Name in keyof Values]: () => Values[Name] };

/**
 * Runs the checks of all fields of an input and returns their results by name. Throws the error of
 * the field that is invalid, or InvalidInputError with the errors of all of them.
 */
export function checkInputs<Values extends object>(checks: Checks<Values>): Values {
  const errors: DomainError[] = [];
  const values = Object.entries<() => unknown>(checks).map(([name, check]) => {
    try {
      return [name, check()];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      errors.push(error);
      return [name, undefined];
    }
  });
  const [first, second] = errors;
  if (second) throw new InvalidInputError(errors);
  if (first) throw first;
  return Object.fromEntries(values) as Values;
}
