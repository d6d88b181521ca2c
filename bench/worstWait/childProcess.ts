import { spawn } from "node:child_process";
import { once } from "node:events";
import { pinToCore } from "../load/load.ts";

/** A process from this folder that can be started and stopped by messages. */
export interface ChildProcess<Start, Result> {
  start(options: Start): Promise<void>;
  stop(): Promise<Result>;
  end(): Promise<void>;
}

/** Starts the process on the second core, which the load uses. */
export function startChildProcess<Start, Result>(name: string): ChildProcess<Start, Result> {
  const command = pinToCore(1, ["node", "--import", "tsx", `bench/worstWait/${name}.ts`]);
  const child = spawn(...command, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const gone = once(child, "exit").then(() => {
    throw new Error(`${name} ended.`);
  });
  // An exit is not an error while no message is pending.
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
