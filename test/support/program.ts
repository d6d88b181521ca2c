import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, vi } from "vitest";
import { fetchMetrics, secretsIn } from "./secrets.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const compiled = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

const defaults = {
  PATH: process.env.PATH,
  HOST: "127.0.0.1",
  BCRYPT_COST: "4",
  RATE_LIMIT: "off",
};

/** The compiled program as a process of its own. */
export interface Program {
  url: string;
  pid: number;
  /** What it has printed so far. */
  printed: { stdout: string; stderr: string };
  /**
   * Sends the signal and waits for the end. Answers the exit code, null where the signal took it, and
   * throws where one did that was never sent.
   */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs the program to its end, in a folder of its own unless one is given. */
export async function runProgram(
  environment: Record<string, string>,
  folder?: string,
  output?: Output,
) {
  const { process: running, printed } = launch(environment, folder, output);
  const [exitCode] = await once(running, "close");
  return { exitCode, ...printed };
}

/**
 * Starts the program and waits until it answers; ended after the test. None of the test's secrets
 * may then be found in what it printed or in its metrics.
 */
export async function startProgram(
  environment: Record<string, string>,
  port?: number,
): Promise<Program> {
  return startBy((variables) => launch(variables), environment, port);
}

/** Starts it as the README tells, in a process group of its own, as a terminal would. */
export async function startWithNpm(environment: Record<string, string>): Promise<Program> {
  return startBy(launchWithNpm, environment);
}

/** Starts the program with its standard output to an open file, and waits until it answers. */
export async function startProgramWithStdout(
  stdout: number,
  environment: Record<string, string>,
): Promise<Program> {
  return startBy((variables) => launch(variables, undefined, { stdout }), environment);
}

/** Starts the program without waiting for anything. */
export async function spawnProgram(environment: Record<string, string>): Promise<Program> {
  return (await beginBy((variables) => launch(variables), environment)).program;
}

async function startBy(
  begin: (variables: Record<string, string>) => ReturnType<typeof launch>,
  environment: Record<string, string>,
  port?: number,
): Promise<Program> {
  const { program, running } = await beginBy(begin, environment, port);
  const { printed, url } = program;
  await new Promise<void>((resolve, reject) => {
    running.stdout?.on("data", () => printed.stdout.includes(" listens on ") && resolve());
    if (!running.stdout) void whenReady(url).then(resolve);
    running.once("close", () => reject(new Error(`It did not start: ${printed.stderr}`)));
  });
  return program;
}

async function beginBy(
  begin: (variables: Record<string, string>) => ReturnType<typeof launch>,
  environment: Record<string, string>,
  port?: number,
): Promise<{ program: Program; running: ChildProcess }> {
  const chosenPort = port ?? (await freePorts(1))[0];
  const { process: running, printed } = begin({ ...environment, PORT: String(chosenPort) });
  const url = `http://127.0.0.1:${chosenPort}`;
  const sent = new Set<NodeJS.Signals>();
  onTestFinished(async () => {
    const metrics = await fetchMetrics(url, environment.METRICS_TOKEN);
    const { stdout, stderr } = printed;
    expect(secretsIn(stdout + stderr + metrics), "no secret is printed or counted").toEqual([]);
  });
  const program: Program = {
    url,
    pid: running.pid as number,
    printed,
    end: async (signal) => {
      const closed = once(running, "close");
      sent.add(signal);
      running.kill(signal);
      const [exitCode, endedBy] = await closed;
      if (endedBy && !sent.has(endedBy)) {
        throw new Error(`It died of ${endedBy}: ${printed.stderr.slice(-2_000)}`);
      }
      return exitCode;
    },
  };
  return { program, running };
}

async function whenReady(url: string): Promise<void> {
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await vi.waitUntil(isReady, { timeout: 30_000 });
}

/** Open files that the program prints to instead of to the test. */
interface Output {
  stdout: number;
  stderr?: number;
}

function launch(environment: Record<string, string>, folder = temporaryFolder(), output?: Output) {
  const child = spawn(process.execPath, [compiled], {
    // Away from any .env file but the test's own.
    cwd: folder,
    env: { ...defaults, ...environment },
    stdio: ["ignore", output?.stdout ?? "pipe", output?.stderr ?? "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { process: child, printed: printedBy(child) };
}

function launchWithNpm(environment: Record<string, string>) {
  const child = spawn("npm", ["start"], {
    env: { ...defaults, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  onTestFinished(() => {
    try {
      process.kill(-(child.pid as number), "SIGKILL");
    } catch {
      // All of it has ended, as it should.
    }
  });
  return { process: child, printed: printedBy(child) };
}

function printedBy(child: ChildProcess): Program["printed"] {
  const printed = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text) => {
      printed[stream] += text;
    });
  }
  return printed;
}

/** Ports that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
