import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { pinned } from "./load/load.ts";

export interface Server {
  url: string;
  /** Resident memory in megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

let nextPort = 4310;

/** Starts one of the yardsticks of bench/yardsticks. */
export function startYardstick(name: string): Promise<Server> {
  return startServer(["node", "--import", "tsx", `bench/yardsticks/${name}.ts`], {});
}

/** Starts the compiled program on a database, as its users do. */
export function startProgram(
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<Server> {
  return startServer(["node", "dist/main.js"], {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "warn",
    ...environment,
  });
}

async function startServer(
  command: string[],
  environment: Record<string, string>,
): Promise<Server> {
  const port = String(nextPort++);
  const child = spawn(...pinned(0, command), {
    env: { ...process.env, HOST: "127.0.0.1", PORT: port, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  return {
    url,
    memory: () => residentMegabytes(child.pid),
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
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
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
