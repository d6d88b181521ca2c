/**
 * Lets a command finish its work when nobody reads what it prints any more, as with `| head`. What
 * cannot be printed otherwise, such as to a full disk, is said, and ends with code 1.
 */
export function tolerateClosedOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.stderr.write(`The answer could not be printed: ${error.message}.\n`);
    process.once("exit", () => {
      process.exitCode ||= 1;
    });
  });
  process.stderr.on("error", () => {});
}
