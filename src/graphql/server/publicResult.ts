import type { ExecutionResult, GraphQLError } from "graphql";

/** Returns the result without the extensions of its errors that are only for the HTTP response. */
export function toPublicResult(result: unknown) {
  const { errors, ...rest } = result as ExecutionResult;
  return { ...rest, ...(errors && { errors: errors.map(toPublicError) }) };
}

function toPublicError(error: GraphQLError) {
  const { extensions, ...rest } = error.toJSON();
  const { http: _http, unexpected: _unexpected, ...kept } = extensions ?? {};
  return { ...rest, extensions: kept };
}
