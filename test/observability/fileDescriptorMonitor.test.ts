import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { password } from "../support/world.ts";

vi.setConfig({ testTimeout: 90_000 });

test.skipIf(process.platform !== "linux")(
  "open connections work when no file descriptor is left, and new ones when some are free again",
  async () => {
    const program = await startProgram({
      DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
      BASE_URL: "http://lnk7.test",
    });
    const credentials = { email: "alice@example.com", password };
    const anybody = createClient(program.url);
    await anybody.post("/api/v1/auth/register", credentials);
    const { body } = await anybody.post("/api/v1/auth/login", credentials);
    const alice = createClient(program.url, body.token);
    const { short_code } = await alice.createLink();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const visit = () =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { "user-agent": "Mozilla/5.0 Firefox/140.0" };
        const request = get(`${program.url}/${short_code}`, { agent, headers }, (response) => {
          response.resume().once("end", () => resolve(response.statusCode));
        });
        request.on("error", reject);
      });
    const faults = () =>
      program.printed.stdout
        .split("\n")
        .filter((line) => /"level":[56]0/.test(line) || line.includes("opened again"))
        .map((line) => JSON.parse(line).msg);

    const open = readdirSync(`/proc/${program.pid}/fd`).length;
    execFileSync("prlimit", ["--pid", String(program.pid), `--nofile=${open + 10}:`]);
    const crowd: Socket[] = [];
    onTestFinished(() => crowd.forEach((socket) => void socket.destroy()));
    const statuses: (number | undefined)[] = [];
    for (let guest = 0; guest < 40; guest++) {
      const socket = connect(Number(new URL(program.url).port), "127.0.0.1");
      // Idle connections would be closed.
      socket.on("error", () => {}).write("GET /healthz HTTP/1.1\r\n");
      crowd.push(socket);
      if (guest < 5) statuses.push(await visit());
    }
    await vi.waitFor(() => expect(faults()).toHaveLength(1), 10_000);
    for (const socket of crowd) socket.destroy();

    expect(statuses).toEqual(Array(5).fill(302));
    await vi.waitFor(async () => expect((await anybody.get("/healthz")).status).toBe(200), 10_000);
    expect((await alice.createLink()).id).toBe(2);
    await vi.waitFor(() => expect(faults()).toHaveLength(2), 20_000);
    expect(faults()).toEqual([
      "The limit of open files is reached. Open connections continue. Raise the limit.",
      "Files and connections can be opened again.",
    ]);
    // The click thread could not start when the first click arrived.
    await vi.waitFor(async () => {
      expect((await alice.get("/api/v1/links/1")).body.click_count).toBe(5);
    }, 20_000);
    expect(await program.end("SIGTERM")).toBe(0);
  },
);
