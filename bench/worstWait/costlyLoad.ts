/**
 * A process of its own that runs a costly operation ten at a time and counts how the requests ended.
 * Is told `{ start: { url, name, count } }` and then `"stop"`, and tells a Tally.
 */
import { setPriority } from "node:os";
import { costliestOperations } from "../measurements/costliestOperations.ts";
import { send } from "./send.ts";

export interface CostlyLoadOptions {
  url: string;
  name: string;
  /** As Operation.request takes it. */
  count: number;
}

/** How many requests ended in which way, such as `200` or `200 with errors`. */
export type StatusCounts = Record<string, number>;

const concurrency = 10;
const maxRequests = 100_000;
/** Requests still under way are given up then: with it the load is bounded in time. */
const patience = 5_000;

// What measures the redirects shares a core with this.
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
  const tally: StatusCounts = {};
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
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    }
  };
  const senders = Promise.all(Array.from({ length: concurrency }, sender));
  return {
    stop: async () => {
      over = true;
      const timer = setTimeout(() => giveUp.abort(), patience);
      await senders;
      clearTimeout(timer);
      return tally;
    },
  };
}
