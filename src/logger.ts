import { type Logger, type LoggerOptions, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import { standardOutput } from "./observability/standardOutput.ts";

const tokenPattern = /lnk7_[A-Za-z0-9]{8,}/g;

/** Redacts any token that gets into a log line. Nothing else has the format of a token. */
const hooks: LoggerOptions["hooks"] = {
  streamWrite: (line) => line.replace(tokenPattern, "lnk7_[hidden]"),
};

/**
 * Creates a logger to standard output: readable text in a terminal, otherwise one JSON object per
 * line.
 */
export function createLogger(level: string): Logger {
  const { write, onRestored } = standardOutput();
  const prettify = process.stdout.isTTY && prettyFactory({ ignore: "pid,hostname" });
  const log = pino({ level, hooks }, { write: prettify ? (line) => write(prettify(line)) : write });
  onRestored((linesLost, reason) =>
    log.warn({ linesLost, reason }, "The log can be written again. Lines were lost."),
  );
  return log;
}

/** Prints text that is not a log line, in order with the log lines. */
export function print(text: string): void {
  standardOutput().write(`${text}\n`);
}

/** Resolves when the log is written as far as possible, within a third of a second. */
export function flushLog(): Promise<void> {
  return new Promise((resolve) => standardOutput().flush(resolve));
}
