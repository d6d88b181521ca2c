import type { CombinedError } from "@urql/core";
import { errorRequestId } from "./errors.ts";

let lastRequestId: string | undefined;

/** Keeps what those who run the service need to find the last answer that failed in their log. */
export function recordError(error: CombinedError): void {
  lastRequestId = errorRequestId(error) ?? lastRequestId;
}

/** The request id of the last answer that failed since the page was loaded, where there was one. */
export const lastFailedRequestId = (): string | undefined => lastRequestId;
