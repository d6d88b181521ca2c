import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createClient, type TestClient, type TestResponse } from "../support/client.ts";
import { type Program, startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { password } from "../support/world.ts";

// Each test starts two processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const credentials = { email: "alice@example.com", password };

function emptyDatabase(): Record<string, string> {
  const DATABASE_URL = `file:${join(temporaryFolder(), "lnk7.db")}`;
  return { DATABASE_URL, BASE_URL: "http://lnk7.test" };
}

async function logIn({ url }: Program): Promise<TestClient> {
  const { body } = await createClient(url).post("/api/v1/auth/login", credentials);
  return createClient(url, body.token);
}

async function register(program: Program): Promise<TestClient> {
  await createClient(program.url).post("/api/v1/auth/register", credentials);
  return logIn(program);
}

/**
 * Sends up to 200 requests, eight at a time, and stops the program after half of the responses.
 * Returns the responses and the exit code.
 */
async function interrupt(
  program: Program,
  signal: NodeJS.Signals,
  send: (number: number) => Promise<TestResponse>,
): Promise<{ answers: TestResponse[]; exitCode: number | null | undefined }> {
  const answers: TestResponse[] = [];
  let ended: Promise<number | null> | undefined;
  let sent = 0;
  const sender = async () => {
    while (sent < 200) {
      answers.push(await send(sent++));
      if (answers.length === 100) ended = program.end(signal);
    }
  };
  // Each sender fails when the program no longer responds.
  await Promise.allSettled(Array.from({ length: 8 }, sender));
  return { answers, exitCode: await ended };
}

test("every confirmed link exists after a kill during 200 creations", async () => {
  const environment = emptyDatabase();
  const program = await startProgram(environment);
  const alice = await register(program);

  const { answers, exitCode } = await interrupt(program, "SIGKILL", (number) =>
    alice.post("/api/v1/links", { original_url: `https://example.com/${number}` }),
  );

  expect(exitCode).toBeNull();
  expect(answers.length).toBeLessThan(200);
  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  const aliceAgain = await logIn(await startProgram(environment));
  for (const { body } of answers) {
    expect((await aliceAgain.get(`/api/v1/links/${body.id}`)).body).toEqual(body);
  }
});

test("a stop during 200 visits loses no click of a completed redirect", async () => {
  const environment = emptyDatabase();
  const program = await startProgram(environment);
  const alice = await register(program);
  const link = await alice.createLink();

  const { answers, exitCode } = await interrupt(program, "SIGTERM", () =>
    alice.visit(link.short_code),
  );

  expect(exitCode).toBe(0);
  expect(answers.length).toBeLessThan(200);
  expect(answers.filter(({ status }) => status !== 302)).toEqual([]);
  const aliceAgain = await logIn(await startProgram(environment));
  const { body } = await aliceAgain.get(`/api/v1/links/${link.id}`);
  expect(body.click_count).toBe(answers.length);
});
