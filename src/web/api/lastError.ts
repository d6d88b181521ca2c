import type { CombinedError } from "@urql/core";
import { errorRequestId } from "./errors.ts";

let lastRequestId: string | undefined;

/** Stores the request ID of a failed response, by which the operator finds it in the log. */
export function recordError(error: CombinedError): void {
  lastRequestId = errorRequestId(error) ?? lastRequestId;
}

/** Returns the request ID of the last failed response since the page was loaded, if any. */
export const lastFailedRequestId = (): string | undefined => lastRequestId;
