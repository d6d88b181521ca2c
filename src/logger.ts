import { type Logger, type LoggerOptions, pino } from "pino";
import pretty from "pino-pretty";

const tokens = /lnk7_[A-Za-z0-9]{8,}/g;

/** Should a token ever find its way into a line, it goes no further. Nothing else looks like one. */
const hooks: LoggerOptions["hooks"] = {
  streamWrite: (line) => line.replace(tokens, "lnk7_[hidden]"),
};

/** Logs to standard output: for eyes in a terminal, else one JSON object a line. */
export function createLogger(level: string): Logger {
  if (!process.stdout.isTTY) return pino({ level, hooks });
  return pino({ level, hooks }, pretty({ sync: true, ignore: "pid,hostname" }));
}
