import { expect, test, vi } from "vitest";
import type { TestClient } from "../support/client.ts";
import { createWorld, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const links = 2_000;

/** Creates an account with many repetitive URLs and another account. */
async function neighbours(): Promise<{ here: World; mallory: TestClient; alice: TestClient }> {
  const here = await createWorld();
  const [mallory, alice] = [await here.signUp("mallory"), await here.signUp("alice")];
  const { body } = await mallory.get("/api/v1/auth/tokens");
  expect(body.tokens).toHaveLength(1);
  const { database } = here.services;
  const owner = await database.user.findFirstOrThrow({ where: { email: "mallory@example.com" } });
  await database.link.createMany({
    data: Array.from({ length: links }, (_, number) => ({
      ownerId: owner.id,
      shortCode: `mallory${number}`,
      originalUrl: `https://example.com/${"aaab".repeat(100)}/${number}`,
    })),
  });
  return { here, mallory, alice };
}

/** Returns the longest wait of a redirect in milliseconds while the work runs. */
async function slowestRedirect(alice: TestClient, work: () => Promise<unknown>): Promise<number> {
  const { short_code } = await alice.createLink();
  await alice.visit(short_code);
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  let slowest = 0;
  while (!isDone) {
    const started = performance.now();
    expect((await alice.visit(short_code)).status).toBe(302);
    slowest = Math.max(slowest, performance.now() - started);
  }
  await done;
  return slowest;
}

const aliases = (count: number, field: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => `a${number}: ${field(number)}`).join(" ");

const answers = (client: TestClient, query: string, times: number) =>
  Promise.all(Array.from({ length: times }, () => client.graphql(query)));

const costly: [name: string, query: string][] = [
  [
    "searches for a repetitive word",
    `{ viewer { ${aliases(30, () => `links(first: 5, filter: { search: "${"a".repeat(199)}" }) { nodes { id } }`)} } }`,
  ],
  [
    "statistics of thousands of hours",
    `{ viewer { ${aliases(
      2,
      () =>
        `stats(interval: HOUR, from: "2026-01-01T00:00:00Z", to: "2026-05-05T00:00:00Z") { clicks }`,
    )} } }`,
  ],
  [
    "lists of the longest pages",
    `{ viewer { ${aliases(10, () => "links(first: 100, orderBy: { field: CLICK_COUNT, direction: ASC }) { nodes { id } }")} } }`,
  ],
  ["images of QR codes", `{ viewer { links(first: 100) { nodes { qrCode } } } }`],
];

test.each(costly)("concurrent %s do not delay redirects", async (_, query) => {
  const { mallory, alice } = await neighbours();
  const [first] = await answers(mallory, query, 1);
  expect([first?.status, first?.body.errors]).toEqual([200, undefined]);

  let given: { status: number }[] = [];
  const slowest = await slowestRedirect(alice, async () => {
    given = await answers(mallory, query, 10);
  });

  expect(new Set(given.map(({ status }) => status))).toEqual(new Set([200]));
  // Each of these took seconds before; bench/ measures some milliseconds.
  expect(slowest).toBeLessThan(1_000);
});

test("another user can create a link during any number of edits of one account", async () => {
  const { mallory, alice } = await neighbours();
  const edit = `mutation { ${aliases(
    50,
    (number) =>
      `updateLink(input: { by: { shortCode: "mallory${number}" }, title: "Edited" }) { __typename }`,
  )} }`;
  let answered = 0;
  const editing = Array.from({ length: 10 }, () => mallory.graphql(edit).finally(() => answered++));
  const slowest = await slowestRedirect(alice, async () => {
    await alice.createLink();
    expect(answered).toBeLessThan(10);
    const data = (await Promise.all(editing)).flatMap(({ body }) => Object.values(body.data));
    expect(data).toEqual(Array.from({ length: 500 }, () => ({ __typename: "UpdateLinkPayload" })));
  });
  expect(slowest).toBeLessThan(1_000);
});

test("the waiting requests of one account are bounded, and other accounts get their turn", async () => {
  const { here, alice } = await neighbours();
  const { queues } = here.services;
  let letEnd = () => {};
  const held = queues.write(1, () => new Promise<void>((resolve) => (letEnd = resolve)));
  const waiting = Array.from({ length: 5_000 }, () => queues.write(1, async () => "done"));

  await expect(queues.write(1, async () => "done")).rejects.toMatchObject({
    code: "RATE_LIMITED",
    retryAfterSeconds: 1,
  });
  const made = alice.createLink({ short_code: "mine" });
  letEnd();
  await held;
  expect((await made).short_code).toBe("mine");
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["done"]));
});
