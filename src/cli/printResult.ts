/** Prints what a command has to say: for people, or with --json the same as one JSON value. */
export function printResult(json: boolean, sentence: string, value: unknown): void {
  process.stdout.write(`${json ? JSON.stringify(value) : sentence}\n`);
}
