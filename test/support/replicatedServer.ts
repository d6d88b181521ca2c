import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished } from "vitest";
import { queryDatabase } from "./database.ts";
import { freePorts } from "./program.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** A PostgreSQL server and its replica. */
export interface ReplicatedServer {
  writerUrl: string;
  replicaUrl: string;
  /** Pauses replication until it is resumed. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** The folder of the server's programs, which are not on the PATH on Debian. */
const programs = (() => {
  const versions = "/usr/lib/postgresql";
  try {
    return `${versions}/${readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]}/bin/`;
  } catch {
    return "";
  }
})();

/** The server does not run as root. */
const user =
  process.getuid?.() === 0
    ? { uid: idOf("-u"), gid: idOf("-g") }
    : { uid: process.getuid?.(), gid: process.getgid?.() };

function idOf(kind: string): number {
  return Number(execFileSync("id", [kind, "postgres"], { encoding: "utf8" }));
}

/** Creates both on their own ports. They are stopped after the test. */
export async function createReplicatedServer(): Promise<ReplicatedServer> {
  const folder = temporaryFolder();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? 0);
  const [writerPort, replicaPort] = await freePorts(2);
  const [writer, replica] = [join(folder, "writer"), join(folder, "replica")];
  const url = (port?: number) => `postgres://root@127.0.0.1:${port}/postgres`;
  const run = (program: string, ...values: string[]) =>
    execFileSync(`${programs}${program}`, values, { ...user, cwd: folder, stdio: "pipe" });

  run("initdb", "-D", writer, "-U", "root", "--auth=trust", "--no-sync");
  await serve(writer, writerPort, folder);
  run("pg_basebackup", "-D", replica, "-d", url(writerPort), "-R", "-c", "fast", "--no-sync");
  await serve(replica, replicaPort, folder);
  const replicaUrl = url(replicaPort);
  return {
    writerUrl: url(writerPort),
    replicaUrl,
    pause: async () => {
      await queryDatabase(replicaUrl, "SELECT pg_wal_replay_pause()");
      await expect
        .poll(() => queryDatabase(replicaUrl, "SELECT pg_get_wal_replay_pause_state() AS state"))
        .toEqual([{ state: "paused" }]);
    },
    resume: async () => void (await queryDatabase(replicaUrl, "SELECT pg_wal_replay_resume()")),
  };
}

async function serve(data: string, port: number | undefined, folder: string): Promise<void> {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
  };
  const server = spawn(
    `${programs}postgres`,
    [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { ...user, cwd: folder, stdio: "ignore" },
  );
  const ended = once(server, "exit");
  onTestFinished(async () => {
    server.kill("SIGQUIT");
    await ended;
  });
  await expect
    .poll(async () => {
      const client = new pg.Client({ host: "127.0.0.1", port, user: "root", database: "postgres" });
      client.on("error", () => {});
      return client.connect().then(
        () => client.end().then(() => "answers"),
        (error) => String(error),
      );
    })
    .toBe("answers");
}
