import { join } from "node:path";
import { createClient, type TestClient } from "./client.ts";
import { logLinesOf } from "./logLines.ts";
import { requestOnNewConnection } from "./newConnection.ts";
import { type Program, startProgram } from "./program.ts";
import { temporaryFolder } from "./temporaryFolder.ts";
import { password } from "./world.ts";

/** The compiled program with several workers, and a client with an account. */
export interface WorkerProgram {
  program: Program;
  environment: Record<string, string>;
  databaseUrl: string;
  alice: TestClient;
}

/** Starts the program with this many workers on a database of its own. */
export async function startWorkers(
  count: number,
  settings: Record<string, string> = {},
): Promise<WorkerProgram> {
  const databaseUrl = `file:${join(temporaryFolder(), "lnk7.db")}`;
  const environment = {
    DATABASE_URL: databaseUrl,
    BASE_URL: "http://lnk7.test",
    WORKERS: String(count),
    ...settings,
  };
  const program = await startProgram(environment);
  const credentials = { email: "alice@example.com", password };
  const anybody = createClient(program.url);
  await anybody.post("/api/v1/auth/register", credentials);
  const { body } = await anybody.post("/api/v1/auth/login", credentials);
  return { program, environment, databaseUrl, alice: createClient(program.url, body.token) };
}

/**
 * Returns the distinct responses of all workers: the destination or the status. The workers accept
 * connections in turn, so each receives some of the requests.
 */
export async function distinctResponses(
  workers: number,
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<(string | number)[]> {
  const requests = Array.from({ length: 3 * workers }, () =>
    requestOnNewConnection(url, path, headers),
  );
  const answers = await Promise.all(requests);
  return [...new Set(answers.map(({ status, location }) => location ?? status))];
}

/** Returns the process IDs of all workers that have listened so far, in that order. */
export function workerPids(program: Program): number[] {
  return logLinesOf(program).flatMap(({ workerPid }) => (workerPid ? [workerPid] : []));
}

/** Returns the worker's number in the log for this process ID. */
export function workerNumber(program: Program, pid: number): number {
  return logLinesOf(program).find(({ workerPid }) => workerPid === pid).worker;
}

/** Returns whether a process exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
