import { expect, test } from "vitest";
import { createWorld, type World } from "../support/world.ts";

const createLink = `mutation {
  createLink(input: { originalUrl: "https://example.com/" }) { __typename }
}`;
const requestId = "the-request-of-this-test";
const unexpectedError = {
  message: "Unexpected server error. Quote the X-Request-Id header when reporting it.",
  extensions: { code: "INTERNAL_SERVER_ERROR" },
};

function loggedErrors({ log }: World) {
  return (
    log
      .filter(({ level }) => Number(level) >= 50)
      // A data migration in the background may meet the renamed table too.
      .filter(({ msg }) => msg !== "A batch of a data migration failed. Retrying.")
      .map(({ requestId, msg, err }) => ({ requestId, msg, reason: (err as Error).message }))
  );
}

test("an unexpected error in a resolver does not expose its cause and is logged once", async () => {
  const generateShortCode = () => {
    throw new Error("the dice fell off the table");
  };
  const here = await createWorld({}, { generateShortCode });
  const alice = await here.signUp("alice");

  const { status, body, text } = await alice.graphql(createLink, {}, { "x-request-id": requestId });

  expect([status, body.data]).toEqual([200, { createLink: null }]);
  expect(body.errors).toEqual([
    { ...unexpectedError, path: ["createLink"], locations: expect.any(Array) },
  ]);
  expect(text).not.toContain("dice");
  expect(loggedErrors(here)).toEqual([
    { requestId, msg: "GraphQL request failed", reason: "the dice fell off the table" },
  ]);
});

test("a database failure does not expose its details and is logged once", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await here.services.database.$executeRawUnsafe('ALTER TABLE "Link" RENAME TO "Lost"');

  const { body, text } = await alice.graphql(
    "{ viewer { links { nodes { id } } } }",
    {},
    { "x-request-id": requestId },
  );

  expect(body.data).toEqual({ viewer: { links: null } });
  expect(body.errors).toEqual([
    { ...unexpectedError, path: ["viewer", "links"], locations: expect.any(Array) },
  ]);
  expect(text).not.toMatch(/prisma|table|Link/);
  expect(loggedErrors(here)).toEqual([
    {
      requestId,
      msg: "GraphQL request failed",
      reason: expect.stringMatching(/no such table: (main\.)?Link/),
    },
  ]);
});

test("an unexpected error before execution has the same response format and is logged once", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await here.services.database.$executeRawUnsafe('ALTER TABLE "ApiToken" RENAME TO "Lost"');

  const { status, body } = await alice.graphql(
    "{ viewer { id } }",
    {},
    { "x-request-id": requestId },
  );

  expect([status, body]).toEqual([500, { errors: [unexpectedError] }]);
  expect(loggedErrors(here)).toEqual([
    {
      requestId,
      msg: "GraphQL request failed",
      reason: expect.stringContaining("no such table: ApiToken"),
    },
  ]);
});

test("client errors are not logged as errors", async () => {
  const here = await createWorld();

  await here.anonymous.graphql("{");
  await here.anonymous.graphql("{ nothing }");
  await here.anonymous.graphql("query ($id: ID!) { node(id: $id) { id } }");
  await here.anonymous.graphql("{ viewer { id } }", {}, { authorization: "Bearer x" });
  await here.anonymous.graphql(createLink);
  await here.anonymous.graphql(`{ ${"a".repeat(100_000)} }`);

  expect(loggedErrors(here)).toEqual([]);
});
