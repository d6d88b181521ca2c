import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

const links = `query ($first: Int, $after: String, $last: Int, $before: String) {
  viewer {
    links(first: $first, after: $after, last: $last, before: $before) {
      pageInfo { startCursor endCursor }
    }
  }
}`;
const encode = (text: string) => Buffer.from(text).toString("base64");

test("a malformed cursor is rejected as bad input", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");

  for (const cursor of [
    "",
    "x",
    "…",
    encode("x"),
    encode("GPC:"),
    encode("GPC:N:"),
    encode("GPC:N:x"),
    encode("GPC:N:1.5"),
    encode("GPC:N:1e999"),
    encode("GPC:N:-1"),
    encode("GPC:S:1"),
    encode("GPC:S:x"),
    encode("GPC:I:1"),
    encode("GPC:D:1"),
    encode("GPC:Z:"),
    encode('GPC:J:{"id":1}'),
    encode('GPC:O:{"gt":0}'),
    encode("GPC:T:[]"),
    "x".repeat(10_000),
  ]) {
    for (const window of [
      { first: 2, after: cursor },
      { last: 2, before: cursor },
    ]) {
      const { body, text } = await alice.graphql(links, window);
      const codes = body.errors?.map((error: { extensions: object }) => error.extensions);
      const path = ["after" in window ? "after" : "before"];
      expect([cursor, codes]).toEqual([cursor, [{ code: "BAD_USER_INPUT", path }]]);
      expect(text.length).toBeLessThan(1_000);
    }
  }
  expect(here.log.filter(({ level }) => Number(level) > 30)).toEqual([]);
});

test.each([
  { first: 101 },
  { first: -1 },
  { last: 101 },
  { last: -2_147_483_648 },
  { first: 1, last: 1_000 },
])("rejects a page size that is out of range: %o", async (window) => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  const { status, body } = await alice.graphql(links, window);

  const name = "last" in window ? "last" : "first";
  expect([status, body.data]).toEqual([200, { viewer: { links: null } }]);
  expect(body.errors).toMatchObject([
    {
      message: `${name} must be a whole number from 0 to 100.`,
      path: ["viewer", "links"],
      extensions: { code: "BAD_USER_INPUT", path: [name] },
    },
  ]);
});
