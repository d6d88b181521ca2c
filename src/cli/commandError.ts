/** A command that failed for an expected reason. The message is one sentence for the user. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** A command that was called with invalid arguments. */
export class UsageError extends CommandError {
  override name = "UsageError";
}
