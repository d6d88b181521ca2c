import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, vi } from "vitest";
import { fetchMetrics, recordSharedSecrets, secretsIn } from "./secrets.ts";
import { isShared, onFinished } from "./sharedStart.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const compiled = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

const defaults = {
  PATH: process.env.PATH,
  HOST: "127.0.0.1",
  BCRYPT_COST: "4",
  RATE_LIMIT: "off",
};

/** The compiled program in a separate process. */
export interface Program {
  url: string;
  pid: number;
  /** The output so far. */
  printed: { stdout: string; stderr: string };
  /**
   * Sends the signal and waits for the end. Returns the exit code, or null if the signal ended the
   * program. Throws if a signal that was not sent ended it.
   */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs the program until it exits, in a folder of its own unless one is given. */
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
 * Starts the program and waits until it responds. It is stopped after the test, or after the tests
 * that share it. Its output and metrics must then contain none of their secrets.
 */
export async function startProgram(
  environment: Record<string, string>,
  port?: number,
): Promise<Program> {
  return startBy((variables) => launch(variables), environment, port);
}

/** Starts the program as described in the README, in a separate process group like a terminal. */
export async function startWithNpm(environment: Record<string, string>): Promise<Program> {
  return startBy(launchWithNpm, environment);
}

/** Starts the program with standard output to an open file, and waits until it responds. */
export async function startProgramWithStdout(
  stdout: number,
  environment: Record<string, string>,
): Promise<Program> {
  return startBy((variables) => launch(variables, undefined, { stdout }), environment);
}

/** Starts the program without waiting. */
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
    running.stdout?.on("data", () => printed.stdout.includes(" is listening on ") && resolve());
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
  const findSecrets = isShared() ? recordSharedSecrets() : secretsIn;
  onFinished(async () => {
    const metrics = await fetchMetrics(url, environment.METRICS_TOKEN);
    const { stdout, stderr } = printed;
    expect(findSecrets(stdout + stderr + metrics), "no secret is printed or counted").toEqual([]);
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

/** Descriptors of open files that replace the pipes to the test. */
interface Output {
  stdout: number;
  stderr?: number;
}

function launch(environment: Record<string, string>, folder = temporaryFolder(), output?: Output) {
  const child = spawn(process.execPath, [compiled], {
    // Avoids any .env file except the test's own.
    cwd: folder,
    env: { ...defaults, ...environment },
    stdio: ["ignore", output?.stdout ?? "pipe", output?.stderr ?? "pipe"],
  });
  onFinished(() => void child.kill("SIGKILL"));
  return { process: child, printed: printedBy(child) };
}

function launchWithNpm(environment: Record<string, string>) {
  const child = spawn("npm", ["start"], {
    env: { ...defaults, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  onFinished(() => {
    try {
      process.kill(-(child.pid as number), "SIGKILL");
    } catch {
      // All processes have ended as expected.
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

/** Returns distinct unused ports. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
