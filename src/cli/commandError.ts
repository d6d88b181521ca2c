/** The command cannot do what it was asked. The message is one sentence for whoever called it. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** It was called in a way that it does not know. */
export class UsageError extends CommandError {
  override name = "UsageError";
}
