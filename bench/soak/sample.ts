import { readdirSync } from "node:fs";
import type { Server } from "../servers.ts";

/** How the program is at one moment. */
export interface Sample {
  residentMegabytes: number;
  openFiles: number;
  /** Mean since the last sample. */
  loopDelayMilliseconds: number;
}

export async function sample(server: Server): Promise<Sample> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const delaySeconds = /^nodejs_eventloop_lag_mean_seconds (\S+)$/m.exec(metrics)?.[1];
  return {
    residentMegabytes: server.memory(),
    openFiles: readdirSync(`/proc/${server.pid}/fd`).length,
    loopDelayMilliseconds: Number(delaySeconds) * 1_000,
  };
}
