import type { TadaDocumentNode } from "gql.tada";
import type { Context } from "hono";
import type { RestEnvironment } from "./environment.ts";
import { failureFor, failureOf, RestFailure } from "./failure.ts";

/** Runs a document for whoever sent the request. Throws RestFailure for top-level errors. */
export async function run<Data, Variables>(
  c: Context<RestEnvironment>,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const result = await c.var.executor.execute(c.var.caller, document, variables);
  if ("data" in result) return result.data;
  if (result.accident) throw result.accident;
  const [error] = result.errors;
  throw error ? failureOf(error) : failureFor(undefined, "");
}

type Outcome = { __typename: string } | { __typename: string; code: string; message: string };

/** The payload of a mutation. Throws RestFailure where the outcome is one of its errors. */
export function payload<Result extends Outcome, Name extends Result["__typename"]>(
  result: Result | null,
  name: Name,
): Extract<Result, { __typename: Name }> {
  if (result?.__typename === name) return result as Extract<Result, { __typename: Name }>;
  if (result && "message" in result) throw failureFor(result.code, result.message);
  throw failureFor(undefined, "");
}

/** The viewer of a query that needs one. */
export function present<Value>(viewer: Value | null): Value {
  if (viewer === null) throw new RestFailure("UNAUTHENTICATED", "This account no longer exists.");
  return viewer;
}
