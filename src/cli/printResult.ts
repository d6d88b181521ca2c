/** Prints the result of a command: as a sentence, or with --json as one JSON value. */
export function printResult(json: boolean, sentence: string, value: unknown): void {
  process.stdout.write(`${json ? JSON.stringify(value) : sentence}\n`);
}
