import { execFile, execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { scripts } from "./scripts.ts";

const run = promisify(execFile);

export interface LoadOptions {
  url: string;
  seconds: number;
  connections?: number;
  /** A script in this folder that varies the requests. */
  script?: string;
  environment?: Record<string, string>;
  headers?: Record<string, string>;
  /** The core to which the load is bound. Defaults to the second core. */
  core?: Core;
}

/** The number of a core, or any core. */
export type Core = 0 | 1 | "any";

export interface Throughput {
  requestsPerSecond: number;
  p99Milliseconds: number;
  /** The number of responses with a status of 400 or above. */
  rejections: number;
}

export const hasWrk = has("wrk");
const hasTaskset = has("taskset") && availableParallelism() > 1;

function has(command: string): boolean {
  try {
    execFileSync("which", [command], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Returns the command bound to one core: servers use the first, the load the second. */
export function pinToCore(core: Core, command: string[]): [string, string[]] {
  const binds = hasTaskset && core !== "any";
  const [first = "", ...rest] = binds ? ["taskset", "-c", String(core), ...command] : command;
  return [first, rest];
}

/** Without a browser's user agent all visits would count as bots, which cost less to record. */
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Sends as many requests as the server can handle, from one thread on the other core. */
export async function runLoad(options: LoadOptions): Promise<Throughput> {
  return hasWrk ? loadWithWrk(options) : loadWithAutocannon(options);
}

async function loadWithWrk({
  url,
  seconds,
  connections = 64,
  script,
  environment,
  headers = {},
  core = 1,
}: LoadOptions): Promise<Throughput> {
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency"];
  options.push("-H", `User-Agent: ${browser}`);
  if (script) options.push("-s", `bench/load/${script}.lua`);
  for (const [name, value] of Object.entries(headers)) options.push("-H", `${name}: ${value}`);
  const { stdout } = await run(...pinToCore(core, ["wrk", ...options, url]), {
    env: { ...process.env, ...environment },
  });
  const figure = (pattern: RegExp) => pattern.exec(stdout);
  const latency = figure(/99%\s+([\d.]+)(us|ms|s)/);
  const factor = { us: 0.001, ms: 1, s: 1_000 }[latency?.[2] ?? "ms"] ?? 1;
  return {
    requestsPerSecond: Number(figure(/Requests\/sec:\s+([\d.]+)/)?.[1]),
    p99Milliseconds: Number(latency?.[1]) * factor,
    rejections: Number(figure(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0),
  };
}

async function loadWithAutocannon({
  url,
  seconds,
  connections = 64,
  script,
  environment = {},
  headers = {},
}: LoadOptions): Promise<Throughput> {
  const { default: autocannon } = await import("autocannon");
  const setupRequest = script && scripts[script]?.(environment);
  const requests = setupRequest ? [{ setupRequest }] : [];
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { "User-Agent": browser, ...headers },
    requests,
  });
  return {
    requestsPerSecond: result.requests.average,
    p99Milliseconds: result.latency.p99,
    rejections: result["4xx"] + result["5xx"],
  };
}
