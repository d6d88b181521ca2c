import { type Logger, pino } from "pino";
import pretty from "pino-pretty";

/** Logs to standard output: for eyes in a terminal, else one JSON object a line. */
export function createLogger(level: string): Logger {
  if (!process.stdout.isTTY) return pino({ level });
  return pino({ level }, pretty({ sync: true, ignore: "pid,hostname" }));
}
