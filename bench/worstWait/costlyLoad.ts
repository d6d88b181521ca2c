/**
 * Runs a costly operation ten at a time as a child process and counts the outcomes. Receives `{
 * start: { url, name, count } }` and then `"stop"`, and replies with StatusCounts.
 */
import { setPriority } from "node:os";
import { costliestOperations } from "../measurements/costliestOperations.ts";
import { send } from "./send.ts";

export interface CostlyLoadOptions {
  url: string;
  name: string;
  /** The `count` parameter of CostlyOperation.request. */
  count: number;
}

/** The number of requests by outcome, such as `200` or `200 with errors`. */
export type StatusCounts = Record<string, number>;

const concurrency = 10;
const maxRequests = 100_000;
/** Pending requests are aborted after this many milliseconds, which bounds the duration of the load. */
const timeoutMilliseconds = 5_000;

// The process that measures the redirects shares a core with this one.
setPriority(10);

let load: { stop(): Promise<StatusCounts> } | undefined;

process.on("message", async (message: { start: CostlyLoadOptions } | "stop") => {
  if (message === "stop") process.send?.(await load?.stop());
  else {
    load = run(message.start);
    process.send?.("started");
  }
});
process.on("disconnect", () => process.exit());

function run({ url, name, count }: CostlyLoadOptions) {
  const operation = costliestOperations.find((known) => known.name === name);
  if (!operation) throw new Error(`There is no operation ${name}.`);
  const counts: StatusCounts = {};
  const giveUp = new AbortController();
  let sent = 0;
  let over = false;
  const sender = async () => {
    while (!over && sent < maxRequests) {
      const request = operation.request(count, sent++);
      const outcome = await send(url, request, giveUp.signal).then(
        (answer) => answer.outcome,
        () => "failed",
      );
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
  };
  const senders = Promise.all(Array.from({ length: concurrency }, sender));
  return {
    stop: async () => {
      over = true;
      const timer = setTimeout(() => giveUp.abort(), timeoutMilliseconds);
      await senders;
      clearTimeout(timer);
      return counts;
    },
  };
}
