import { expect, test } from "vitest";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

const page = "{ viewer { links(first: 100) { nodes { id } } } }";

test("responses to signed-in callers contain the cost of the operation and the maximum", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");

  const [one, hundred] = [
    await alice.graphql(page.replace("100", "1")),
    await alice.graphql(page),
  ].map(({ extensions }) => extensions as { cost: { requested: number; maximum: number } });
  const failed = await alice.graphql('{ viewer { links(after: "x") { nodes { id } } } }');

  expect(hundred).toEqual({ cost: { requested: expect.any(Number), maximum: 100_000 } });
  expect(hundred?.cost.requested).toBeGreaterThan(one?.cost.requested ?? 0);
  expect(failed.extensions).toEqual({ cost: { requested: expect.any(Number), maximum: 100_000 } });
  expect((await anonymous.graphql(page)).extensions).toBeUndefined();
});

test("a rejection names the limit, the figure found, the most allowed and the remedy", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const rejection = async (query: string) => (await alice.graphql(query)).body.errors[0];
  const nested =
    "links(first: 100) { nodes { clicks(first: 100) { nodes { at browser country device isBot } } } }";

  const costly = await rejection(`{ viewer { ${nested} } }`);
  const found = Number(/ (\d+) points/.exec(costly.message)?.[1]);
  expect(found).toBeGreaterThan(100_000);
  expect(costly).toMatchObject({
    message: `The operation costs up to ${found} points, and at most 100000 are allowed. Request smaller pages or fewer fields of lists, or split the operation.`,
    extensions: { code: "OPERATION_TOO_LARGE" },
  });
  const deep = `{ ${"viewer { links { nodes { owner { ".repeat(5)} id ${"} } } }".repeat(5)} }`;
  const aliases = Array.from({ length: 51 }, (_, number) => `a${number}: viewer { id }`).join(" ");
  const endless = "{ viewer { ...A } } fragment A on User { links { nodes { owner { ...A } } } }";
  expect(
    await Promise.all(
      [deep, `{ ${aliases} }`, endless].map(async (query) => (await rejection(query)).message),
    ),
  ).toEqual([
    "The operation has 21 levels, and at most 16 are allowed. Nest fewer selections.",
    "The operation has 51 aliases, and at most 50 are allowed. Use fewer aliases, or split the operation.",
    "The operation has endless levels, and at most 16 are allowed. Nest fewer selections.",
  ]);
});

test("the remaining requests can be queried, and are null without rate limits", async () => {
  setClock("2030-01-01T00:00:00Z");
  const limited = await createWorld({ RATE_LIMIT: "on", LIMIT_REQUEST_PER_ACCOUNT: "50/1m" });
  const alice = await limited.signUp("alice");
  const query = "{ rateLimit { limit remaining resetAt } }";

  const { body, headers } = await alice.graphql(query);
  const unlimited = await (await createWorld()).anonymous.graphql(query);

  expect(body.data.rateLimit).toEqual({
    limit: 50,
    remaining: 49,
    resetAt: "2030-01-01T00:01:00.000Z",
  });
  expect(headers.get("ratelimit")).toBe('"default";r=49;t=60');
  expect(unlimited.body.data).toEqual({ rateLimit: null });
});
