import { readdirSync } from "node:fs";
import type { Server } from "../servers.ts";

/** Node's histogram holds the time between two looks, which are so far apart where nothing is late. */
const lookEveryMilliseconds = 10;

/** How the program is at one moment. */
export interface Sample {
  residentMegabytes: number;
  openFiles: number;
  /** How late the event loop was, since the last sample. */
  meanDelayMilliseconds: number;
  /** The same, of the worst in a hundred looks. */
  worstDelayMilliseconds: number;
}

export async function sample(server: Server): Promise<Sample> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const delayOf = (name: string) => {
    const seconds = new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, "m").exec(metrics);
    return Math.max(0, Number(seconds?.[1]) * 1_000 - lookEveryMilliseconds);
  };
  return {
    residentMegabytes: server.memory(),
    openFiles: readdirSync(`/proc/${server.pid}/fd`).length,
    meanDelayMilliseconds: delayOf("mean"),
    worstDelayMilliseconds: delayOf("p99"),
  };
}
