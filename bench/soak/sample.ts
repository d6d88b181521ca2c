import { readdirSync } from "node:fs";
import type { Server } from "../servers.ts";

/** Node's histogram records the interval between two checks, which equals this value without delay. */
const lookEveryMilliseconds = 10;

/** The state of the program at one moment. */
export interface Sample {
  residentMegabytes: number;
  openFiles: number;
  /** The mean delay of the event loop since the last sample. */
  meanDelayMilliseconds: number;
  /** The 99th percentile of the delay since the last sample. */
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
