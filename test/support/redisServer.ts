import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { freePorts } from "./program.ts";
import { connectRedis } from "./redis.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** A Redis server that the test can start, stop and suspend. */
export interface RedisServer {
  url: string;
  start(): Promise<void>;
  /** Kills it like a crash, which loses unsaved data. */
  kill(): Promise<void>;
  /** Stops its responses until it is resumed. Its connections stay open. */
  suspend(): void;
  resume(): void;
}

/**
 * Creates a server that is not started yet. It is killed after the test. With `appendonly` its data
 * survives a kill.
 */
export async function createRedisServer({ appendonly = false } = {}): Promise<RedisServer> {
  const [port] = await freePorts(1);
  const folder = temporaryFolder();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  let running: ReturnType<typeof spawn> | undefined;
  const send = (signal: NodeJS.Signals) => void running?.kill(signal);
  onTestFinished(() => send("SIGKILL"));
  return {
    url,
    start: async () => {
      running = spawn("redis-server", [...settings, "--appendonly", appendonly ? "yes" : "no"], {
        stdio: "ignore",
      });
      const redis = connectRedis(url);
      await redis.ping();
      redis.disconnect();
    },
    kill: async () => {
      const ended = running && once(running, "exit");
      send("SIGKILL");
      await ended;
    },
    suspend: () => send("SIGSTOP"),
    resume: () => send("SIGCONT"),
  };
}
