import type { TadaDocumentNode } from "gql.tada";
import type { Context } from "hono";
import { errorForCode, errorFromGraphql, RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/** Runs a document for the caller of the request. Throws RestError for top-level errors. */
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

/** Returns a field of a result without errors, in which no field is null because of one. */
export function requireData<Value>(value: Value | null): Value {
  if (value === null) throw errorForCode(undefined, "");
  return value;
}

/** Returns the viewer. Throws RestError if the account no longer exists. */
export function requireViewer<Value>(viewer: Value | null): Value {
  if (viewer === null) throw new RestError("UNAUTHENTICATED", "This account no longer exists.");
  return viewer;
}
