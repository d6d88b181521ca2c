import type { TadaDocumentNode } from "gql.tada";
import type { Context } from "hono";
import { errorForCode, errorFromGraphql, RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/** Runs a document for whoever sent the request. Throws RestFailure for top-level errors. */
export async function runDocument<Data, Variables>(
  c: Context<RestEnvironment>,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const result = await c.var.schemaClient.execute(c.var.context, document, variables);
  if ("data" in result) return result.data;
  if (result.unexpectedError) throw result.unexpectedError;
  const [error] = result.errors;
  throw error ? errorFromGraphql(error) : errorForCode(undefined, "");
}

type MutationResult =
  | { __typename: string }
  | { __typename: string; code: string; message: string };

/** The payload of a mutation. Throws RestFailure where the outcome is one of its errors. */
export function unwrapPayload<Result extends MutationResult, Name extends Result["__typename"]>(
  result: Result | null,
  name: Name,
): Extract<Result, { __typename: Name }> {
  if (result?.__typename === name) return result as Extract<Result, { __typename: Name }>;
  if (result && "message" in result) throw errorForCode(result.code, result.message);
  throw errorForCode(undefined, "");
}

/** The viewer of a query that needs one. */
export function requireViewer<Value>(viewer: Value | null): Value {
  if (viewer === null) throw new RestError("UNAUTHENTICATED", "This account no longer exists.");
  return viewer;
}
