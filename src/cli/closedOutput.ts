/**
 * Lets a command finish its work when the reader of its output has closed the pipe, as `| head`
 * does. Reports any other write error, such as a full disk, and sets the exit code to 1.
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
