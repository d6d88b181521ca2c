/**
 * A process of its own that visits a short link each 5 ms over one connection and tells how long the
 * redirects took. What was due while an earlier one was under way has waited since it was due.
 * A visit is given up after fifteen seconds. Is told `{ start: url }` and then `"stop"`, and tells its Waits.
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
      // A timer that comes late is no wait for the service.
      const start = early > 0 ? performance.now() : due;
      if (!(await visit(url))) failed++;
      waits.push(performance.now() - start);
      due += every;
      // A long stop counts as all the visits that it held up, and is not followed by a flood of them.
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

/** Returns whether it was redirected. */
function visit(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { agent, headers: { "User-Agent": browser }, timeout: longest };
    const request = get(url, options, (response) => {
      response.on("end", () => resolve(response.statusCode === 302)).resume();
    });
    request.on("timeout", () => request.destroy());
    request.on("close", () => resolve(false));
    // Followed by "close".
    request.on("error", () => {});
  });
}
