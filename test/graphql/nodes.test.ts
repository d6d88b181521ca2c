import { expect, test } from "vitest";
import { createWorld, type World } from "../support/world.ts";

const node = "query ($id: ID!) { node(id: $id) { __typename id } }";
const nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
const link = "query ($by: LinkBy!) { link(by: $by) { id databaseId shortCode } }";
const everything = `{ viewer { id links { nodes { id databaseId shortCode } } tokens { nodes { id } } } }`;

/** Registers Alice with a link, and Bob, who must not see her data. */
async function neighbours({ signUp }: World) {
  const alice = await signUp("alice");
  const bob = await signUp("bob");
  await alice.createLink();
  const { viewer } = (await alice.graphql(everything)).body.data;
  return {
    alice,
    bob,
    aliceLink: viewer.links.nodes[0],
    ids: [viewer.id, viewer.links.nodes[0].id, viewer.tokens.nodes[0].id] as string[],
  };
}

const encode = (text: string) => Buffer.from(text).toString("base64");
const numbers = ["", "0", "-1", "1.5", "1e3", "NaN", "Infinity", "null", "9007199254740993"];
const strangeIds = [
  "",
  "x",
  "…",
  "\0",
  "1",
  ...["Link", "User", "ApiToken", "Session"].flatMap((type) => [
    encode(type),
    ...numbers.map((number) => encode(`${type}:${number}`)),
    encode(`${type}:${"9".repeat(400)}`),
    encode(`${type}:1:1`),
    encode(`${type}:[1]`),
    encode(`${type}:\0`),
  ]),
  ...["PageInfo", "UserError", "Node", "__proto__", "constructor", "__Type"].map((type) =>
    encode(`${type}:1`),
  ),
];

test("node and nodes return the caller's own objects in the requested order", async () => {
  const { alice, ids } = await neighbours(await createWorld());
  const types = ["User", "Link", "ApiToken"];
  const own = ids.map((id, index) => ({ __typename: types[index], id }));

  for (const expected of own) {
    expect((await alice.graphql(node, { id: expected.id })).body).toEqual({
      data: { node: expected },
    });
  }
  expect((await alice.graphql(nodes, { ids: [...ids, ...ids.toReversed()] })).body).toEqual({
    data: { nodes: [...own, ...own.toReversed()] },
  });
});

test("objects of other users are reported as not found", async () => {
  const { bob, ids } = await neighbours(await createWorld());

  expect((await bob.graphql(nodes, { ids })).body).toEqual({ data: { nodes: [null, null, null] } });
  for (const id of ids) {
    expect((await bob.graphql(node, { id })).body).toEqual({ data: { node: null } });
  }
});

test("invalid ids return null or bad input, never an unexpected error", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");

  for (const id of strangeIds) {
    const { body } = await alice.graphql(node, { id });
    const codes = body.errors?.map((error: { extensions: object }) => error.extensions);
    expect([id, body.data?.node ?? null, codes ?? [{ code: "BAD_USER_INPUT" }]]).toEqual([
      id,
      null,
      [{ code: "BAD_USER_INPUT" }],
    ]);
  }
  const many = (await alice.graphql(nodes, { ids: strangeIds })).body;
  expect(JSON.stringify(many)).not.toContain("INTERNAL_SERVER_ERROR");
  expect(here.log.filter(({ level }) => Number(level) > 30)).toEqual([]);
});

test("link returns the caller's own link by each identifier", async () => {
  const { alice, bob, aliceLink } = await neighbours(await createWorld());
  const { id, databaseId, shortCode } = aliceLink;

  for (const by of [
    { id },
    { databaseId },
    { shortCode },
    { shortCode: shortCode.toUpperCase() },
  ]) {
    expect((await alice.graphql(link, { by })).body).toEqual({ data: { link: aliceLink } });
    expect((await bob.graphql(link, { by })).body).toEqual({ data: { link: null } });
  }
});

test("link returns null for an unknown link", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink();

  for (const by of [
    ...strangeIds.map((id) => ({ id })),
    ...[0, -1, 999, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER].map((databaseId) => ({
      databaseId,
    })),
    ...["", "\0", "n0such1", "\ud800", "x".repeat(10_000)].map((shortCode) => ({ shortCode })),
  ]) {
    const { body } = await alice.graphql(link, { by });
    expect([by, body]).toEqual([by, { data: { link: null } }]);
  }
  expect(here.log.filter(({ level }) => Number(level) > 30)).toEqual([]);
});

test.each([{}, { id: "1", databaseId: 1 }, { id: null }])(
  "rejects an ambiguous or empty link identifier: %o",
  async (by) => {
    const { anonymous } = await createWorld();

    const { status, body } = await anonymous.graphql(
      link,
      { by },
      { accept: "application/graphql-response+json" },
    );

    expect([status, body.errors[0].extensions]).toEqual([400, { code: "BAD_USER_INPUT" }]);
  },
);
