import type { CombinedError } from "@urql/core";

/** Returns the code of the first GraphQL error; undefined without a response or without a code. */
export function errorCode(error: CombinedError): string | undefined {
  return error.graphQLErrors[0]?.extensions.code as string | undefined;
}

/** Returns a message for the user: the cause and the remedy. */
export function errorMessage(error: CombinedError): string {
  if (error.networkError?.name === "TimeoutError") {
    return "The service did not answer in time, and may yet do what was asked. What you entered is still here: try again in a moment.";
  }
  if (error.networkError) {
    return navigator.onLine
      ? "The service could not be reached. What you entered is still here: try again in a moment."
      : "You are offline. What you entered is still here: try again once you are connected.";
  }
  if (errorCode(error) === "UNAUTHENTICATED") {
    return "You have been signed out. Sign in again; what you entered is still here.";
  }
  if (errorCode(error) === "INTERNAL_SERVER_ERROR") {
    const requestId = errorRequestId(error);
    return `Something went wrong on our side.${requestId ? ` The request id is ${requestId}.` : ""}`;
  }
  if (isMalformed(error)) {
    return "The service did not understand this. Check what you entered, or load this page again.";
  }
  return error.graphQLErrors[0]?.message ?? "Something went wrong. Try again.";
}

/** Returns whether the service rejected the whole request, with a message in GraphQL terms. */
function isMalformed(error: CombinedError): boolean {
  const hasRun = error.graphQLErrors[0]?.path !== undefined;
  return !hasRun && /^(BAD_USER_INPUT$|GRAPHQL_)/.test(errorCode(error) ?? "");
}

/** Returns the delay in seconds before a rate-limited request can be retried; 1 by default. */
export function retryAfterSeconds(error: CombinedError): number {
  const seconds = error.graphQLErrors[0]?.extensions.retryAfterSeconds;
  return typeof seconds === "number" ? seconds : 1;
}

/** Returns the request ID, by which the operator finds this request in the log. */
export function errorRequestId(error: CombinedError): string | undefined {
  const response = error.response as Response | undefined;
  return response?.headers?.get("x-request-id") ?? undefined;
}
