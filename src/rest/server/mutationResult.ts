import { errorForCode } from "./errors.ts";
import { graphql } from "./graphql.ts";

export const UserErrorFields = graphql(`
  fragment UserErrorFields on UserError @_unmask {
    code
    message
    ... on RateLimitedError { retryAfterSeconds }
  }
`);

type MutationResult =
  | { __typename: string }
  | { __typename: string; code: string; message: string; retryAfterSeconds?: number };

/** Returns the payload of a mutation. Throws RestError if the result is a user error. */
export function unwrapPayload<Result extends MutationResult, Name extends Result["__typename"]>(
  result: Result | null,
  name: Name,
): Extract<Result, { __typename: Name }> {
  if (result?.__typename === name) return result as Extract<Result, { __typename: Name }>;
  if (result && "message" in result) {
    throw errorForCode(result.code, result.message, result.retryAfterSeconds);
  }
  throw errorForCode(undefined, "");
}
