import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type Core, pinToCore } from "./load/load.ts";

export interface Server {
  url: string;
  pid: number;
  /** Returns the resident memory in megabytes. */
  memory(): number;
  /** Sends SIGTERM, and SIGKILL if the server has not stopped within ten seconds. */
  stop(): Promise<void>;
}

const startTimeoutMilliseconds = 10_000;

/** Starts one of the baselines in bench/baselines. */
export function startBaseline(name: string): Promise<Server> {
  return startServer(["node", "--import", "tsx", `bench/baselines/${name}.ts`], {});
}

/** Starts the compiled program on a database as in production, but bound to one core. */
export function startProgram(
  databaseUrl: string,
  environment: Record<string, string> = {},
  core: Core = 0,
): Promise<Server> {
  const settings = {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "warn",
    RATE_LIMIT: "off",
    // Each measured login creates a token.
    MAX_TOKENS_PER_ACCOUNT: "100000",
  };
  return startServer(["node", "dist/main.js"], { ...settings, ...environment }, core);
}

async function startServer(
  command: string[],
  environment: Record<string, string>,
  core: Core = 0,
): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(...pinToCore(core, command), {
    env: { ...process.env, HOST: "127.0.0.1", PORT: port, BASE_URL: url, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await answers(url, child);
  return {
    url,
    pid: child.pid as number,
    memory: () => residentMegabytes(child.pid),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), startTimeoutMilliseconds);
      await once(child, "exit");
      clearTimeout(timer);
    },
  };
}

/** Returns an unused port, so that no other program is measured instead. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  return String(port);
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
    try {
      await fetch(url, { redirect: "manual" });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function residentMegabytes(pid: number | undefined): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}
