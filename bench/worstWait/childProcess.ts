import { spawn } from "node:child_process";
import { once } from "node:events";
import { pinToCore } from "../load/load.ts";

/** A process of this folder that is told to start and to stop. */
export interface ChildProcess<Start, Result> {
  start(options: Start): Promise<void>;
  stop(): Promise<Result>;
  end(): Promise<void>;
}

/** Starts one on the second core, where the load goes. */
export function startChildProcess<Start, Result>(name: string): ChildProcess<Start, Result> {
  const command = pinToCore(1, ["node", "--import", "tsx", `bench/worstWait/${name}.ts`]);
  const child = spawn(...command, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const gone = once(child, "exit").then(() => {
    throw new Error(`${name} ended.`);
  });
  // Its end is no fault while nobody waits for it.
  gone.catch(() => {});
  const ask = async (message: object | string) => {
    const answer = once(child, "message").then(([value]) => value);
    child.send(message);
    return Promise.race([answer, gone]);
  };
  return {
    start: async (options) => {
      await ask({ start: options as object });
    },
    stop: () => ask("stop"),
    end: async () => {
      if (child.exitCode !== null || !child.connected) return;
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}
