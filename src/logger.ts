import { type Logger, type LoggerOptions, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import { standardOutput } from "./observability/standardOutput.ts";

const tokenPattern = /lnk7_[A-Za-z0-9]{8,}/g;

/** Should a token ever find its way into a line, it goes no further. Nothing else looks like one. */
const hooks: LoggerOptions["hooks"] = {
  streamWrite: (line) => line.replace(tokenPattern, "lnk7_[hidden]"),
};

/** Logs to standard output: for eyes in a terminal, else one JSON object a line. */
export function createLogger(level: string): Logger {
  const { write, onRestored } = standardOutput();
  const prettify = process.stdout.isTTY && prettyFactory({ ignore: "pid,hostname" });
  const log = pino({ level, hooks }, { write: prettify ? (line) => write(prettify(line)) : write });
  onRestored((linesLost, reason) =>
    log.warn({ linesLost, reason }, "The log could not be written for a while. It can be again."),
  );
  return log;
}

/** Prints what is no line of the log, among its lines. */
export function print(text: string): void {
  standardOutput().write(`${text}\n`);
}

/** Fulfilled when the log is written as far as it can be, in a third of a second at most. */
export function flushLog(): Promise<void> {
  return new Promise((resolve) => standardOutput().flush(resolve));
}
