import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { freePorts } from "./program.ts";
import { connectRedis } from "./redis.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** A Redis of the test's own, which it may stop, start and hold up. */
export interface RedisServer {
  url: string;
  start(): Promise<void>;
  /** Ends it as a crash would: what was not saved is gone. */
  kill(): Promise<void>;
  /** Lets it answer nothing, though its connections stay open, until it is resumed. */
  suspend(): void;
  resume(): void;
}

/** One that listens nowhere yet; gone after the test. With `appendonly` it keeps all over its end. */
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
