/**
 * Message for the caller after an unexpected error. The log holds the details under the request ID.
 */
export const unexpectedErrorMessage = "Something went wrong on our side.";
