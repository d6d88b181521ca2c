import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { startProgram } from "../support/program.ts";
import { password, temporaryFolder } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const credentials = { email: "alice@example.com", password };

/** As the service promises: what a click adds is written a quarter of a second later at most. */
const longestUnwrittenMilliseconds = 250;

test("a kill under load loses the clicks of the last quarter of a second at most, and nothing else", async () => {
  const environment = {
    DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
    BASE_URL: "http://lnk7.test",
  };
  const program = await startProgram(environment);
  const anybody = createClient(program.url);
  await anybody.post("/api/v1/auth/register", credentials);
  const { body } = await anybody.post("/api/v1/auth/login", credentials);
  const alice = createClient(program.url, body.token);
  const link = await alice.createsLink();

  const answeredAt: number[] = [];
  const visitor = async () => {
    for (;;) {
      const { status } = await alice.visit(link.short_code);
      if (status === 302) answeredAt.push(Date.now());
    }
  };
  const visitors = 16;
  // Each ends when nobody answers any more.
  const ended = Promise.allSettled(Array.from({ length: visitors }, visitor));
  await vi.waitFor(() => expect(answeredAt.length).toBeGreaterThan(2_000), { timeout: 60_000 });
  const killedAt = Date.now();
  await program.end("SIGKILL");
  await ended;

  const again = createClient((await startProgram(environment)).url, body.token);
  const kept = (await again.get(`/api/v1/links/${link.id}`)).body;
  // The write itself takes its time on a busy machine, and so does the kill.
  const late = killedAt - longestUnwrittenMilliseconds * 4;
  const mustBeKept = answeredAt.filter((at) => at < late).length;
  expect(kept.click_count).toBeGreaterThanOrEqual(mustBeKept);
  expect(kept.click_count).toBeLessThanOrEqual(answeredAt.length + visitors);
  expect(kept.short_code).toBe(link.short_code);
});
