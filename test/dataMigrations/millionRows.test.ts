import { setTimeout as delay } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { logLinesOf } from "../support/logLines.ts";
import { startProgram } from "../support/program.ts";
import {
  createUnnormalizedDatabase,
  findUnmigratedLinks,
  logInAlice,
  readMigrationProgress,
} from "../support/unnormalizedTexts.ts";

const links = 1_000_000;
const visitMilliseconds = 20;
const minute = 60_000;

vi.setConfig({ testTimeout: 30 * minute });

test("normalizes a million links while redirects, edits and health checks continue", {
  tags: ["full"],
}, async () => {
  const databaseUrl = await createUnnormalizedDatabase(links);
  const program = await startProgram({ DATABASE_URL: databaseUrl });
  const visitor = createClient(program.url);
  const owner = await logInAlice(program.url);
  const started = performance.now();
  const waits: Record<"cached" | "uncached" | "edited", number[]> = {
    cached: [],
    uncached: [],
    edited: [],
  };
  const timed = async (kind: keyof typeof waits, act: () => Promise<{ status: number }>) => {
    const begin = performance.now();
    const { status } = await act();
    waits[kind].push(performance.now() - begin);
    return status;
  };

  for (let n = 1; (await readMigrationProgress(databaseUrl))?.finishedAt == null; n += 1) {
    const code = `code${1 + ((n * 7_919) % links)}`;
    const statuses = [
      await timed("cached", () => visitor.visit("code1")),
      await timed("uncached", () => visitor.visit(code)),
      n % 10 === 0
        ? await timed("edited", () => owner.createLink().then(() => ({ status: 201 })))
        : 201,
      n % 10 === 0 ? (await visitor.get("/readyz")).status : 200,
    ];
    expect(statuses).toEqual([302, 302, 201, 200]);
    await delay(visitMilliseconds);
  }

  const seconds = Math.round((performance.now() - started) / 1_000);
  const figures = Object.entries(waits).map(([kind, values]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number) =>
      Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
    return `${kind}: ${sorted.length}, median ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`;
  });
  console.log(`${links} links in ${seconds} s. ${figures.join("; ")}`);
  const messages = logLinesOf(program).flatMap(({ migration, msg }) => (migration ? [msg] : []));
  expect([messages[0], messages.at(-1)]).toEqual([
    "Data migration started.",
    "Data migration finished.",
  ]);
  expect(messages).toContain("Data migration in progress.");
  expect((await readMigrationProgress(databaseUrl))?.rowsChanged).toBe(links / 2 + 1);
  const added = waits.edited.length;
  expect(await findUnmigratedLinks(databaseUrl)).toHaveLength(added);
  expect(await program.end("SIGTERM")).toBe(0);
});
