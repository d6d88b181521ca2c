/**
 * Message for the caller after an unexpected error. The log holds the details under the request ID.
 */
export const unexpectedErrorMessage =
  "Unexpected server error. Quote the X-Request-Id header when reporting it.";
