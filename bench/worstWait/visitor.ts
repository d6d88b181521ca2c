/**
 * Visits a short link every 5 ms over one connection, as a child process, and measures the waits. A
 * visit that is due during an earlier one has waited since its due time. A visit is aborted after
 * fifteen seconds. Receives `{ start: url }` and then `"stop"`, and replies with Waits.
 */
import { Agent, get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { summarize, type Waits } from "./waits.ts";

const every = 5;
const longest = 15_000;
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

let visits: { stop(): Promise<Waits> } | undefined;

process.on("message", async (message: { start: string } | "stop") => {
  if (message === "stop") process.send?.(await visits?.stop());
  else {
    visits = visitSteadily(message.start);
    process.send?.("started");
  }
});
process.on("disconnect", () => process.exit());

function visitSteadily(url: string) {
  let over = false;
  const waits: number[] = [];
  let failed = 0;
  const visiting = (async () => {
    let due = performance.now();
    while (!over) {
      const early = due - performance.now();
      if (early > 0) await delay(early);
      // The delay of a late timer does not count as a wait for the service.
      const start = early > 0 ? performance.now() : due;
      if (!(await visit(url))) failed++;
      waits.push(performance.now() - start);
      due += every;
      // A long stall counts for all visits that it delayed. They are not sent in a burst afterwards.
      for (; due < performance.now() - every; due += every) waits.push(performance.now() - due);
    }
  })();
  return {
    stop: async () => {
      over = true;
      await visiting;
      return summarize(waits, failed);
    },
  };
}

/** Returns whether the response was a redirect. */
function visit(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { agent, headers: { "User-Agent": browser }, timeout: longest };
    const request = get(url, options, (response) => {
      response.on("end", () => resolve(response.statusCode === 302)).resume();
    });
    request.on("timeout", () => request.destroy());
    request.on("close", () => resolve(false));
    // The "close" event follows.
    request.on("error", () => {});
  });
}
