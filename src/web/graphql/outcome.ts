import type { CombinedError } from "@urql/core";
import { explain } from "./failure.ts";

/** A mutation's outcome that is not its payload. */
export interface Refusal {
  message: string;
  /** The input at fault, where it is one. */
  field: string | null;
  /** The error's type in the schema; undefined where no answer came. */
  kind?: string | undefined;
}

type Result = { __typename: string };
type Payload<Outcome extends Result> = Exclude<Outcome, { message: unknown }>;

interface Answer<Outcome extends Result> {
  error?: CombinedError | undefined;
  outcome: Outcome | null | undefined;
}

/** Either the payload of a mutation, or why there is none: told apart in one place for all pages. */
export function settle<Outcome extends Result>({
  error,
  outcome,
}: Answer<Outcome>): { payload: Payload<Outcome> } | { refusal: Refusal } {
  if (error) return { refusal: { message: explain(error), field: null } };
  if (!outcome) return { refusal: { message: "Something went wrong. Try again.", field: null } };
  if ("message" in outcome) {
    const { message, field = null } = outcome as unknown as Refusal;
    return { refusal: { message, field, kind: outcome.__typename } };
  }
  return { payload: outcome as Payload<Outcome> };
}
