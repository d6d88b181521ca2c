import type { CombinedError } from "@urql/core";
import { errorMessage } from "./errors.ts";

/** An outcome of a mutation other than its payload. */
export interface MutationError {
  message: string;
  /** The invalid input field, if any. */
  field: string | null;
  /** The error's type in the schema; undefined without a response. */
  kind?: string | undefined;
}

type Result = { __typename: string };
type Payload<Outcome extends Result> = Exclude<Outcome, { message: unknown }>;

interface MutationResponse<Outcome extends Result> {
  error?: CombinedError | undefined;
  outcome: Outcome | null | undefined;
}

/** Returns the payload of a mutation or its error, in the same form for all pages. */
export function unwrapResult<Outcome extends Result>({
  error,
  outcome,
}: MutationResponse<Outcome>): { payload: Payload<Outcome> } | { mutationError: MutationError } {
  if (error) return { mutationError: { message: errorMessage(error), field: null } };
  if (!outcome)
    return { mutationError: { message: "Something went wrong. Try again.", field: null } };
  if ("message" in outcome) {
    const { message, field = null } = outcome as unknown as MutationError;
    return { mutationError: { message, field, kind: outcome.__typename } };
  }
  return { payload: outcome as Payload<Outcome> };
}
