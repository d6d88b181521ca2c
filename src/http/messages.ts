/** What a caller is told of an unexpected error. The log has the rest, by the request id. */
export const unexpectedErrorMessage = "Something went wrong on our side.";
