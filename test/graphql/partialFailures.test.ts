import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld } from "../support/world.ts";

/** Each field that can fail, with the code and path in the arguments of its error. */
const failures: [field: string, error: { code: string; path?: string[]; scope?: string }][] = [
  ["links(first: 101) { nodes { id } }", { code: "BAD_USER_INPUT", path: ["first"] }],
  ['links(after: "x") { nodes { id } }', { code: "BAD_USER_INPUT", path: ["after"] }],
  [`links(filter: { search: "${"a".repeat(201)}" }) { nodes { id } }`, badInput("search")],
  ["linkPage(page: 0) { page }", badInput("page")],
  ["tokens { nodes { id } }", { code: "FORBIDDEN", scope: "TOKENS_READ" }],
  ["sessions { nodes { id } }", { code: "FORBIDDEN", scope: "ACCOUNT_WRITE" }],
  ['stats(timeZone: "Mars") { clicks }', badInput("timeZone")],
  ['stats(from: "2030-01-02T00:00:00Z", to: "2030-01-01T00:00:00Z") { clicks }', badInput("from")],
  ['stats(from: "yesterday") { clicks }', badInput("from")],
  ['stats(to: "2030-01-01") { clicks }', badInput("to")],
  ['stats(from: "2020-01-01T00:00:00Z", interval: HOUR) { clicks }', badInput("interval")],
];

function badInput(field: string) {
  return { code: "BAD_USER_INPUT", path: [field] };
}

test.each(failures)("only the field itself is null if it fails: %s", async (field, extensions) => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink({ short_code: "mine" });
  const { secret } = await createApiToken(alice, ["LINKS_READ", "STATS_READ"]);
  const program = createClient(here.url, secret);

  const { body } = await program.graphql(
    `{ viewer { email failed: ${field} links { nodes { shortCode } } } link(by: { shortCode: "mine" }) { title } }`,
  );

  expect(body.data).toEqual({
    viewer: {
      email: "alice@example.com",
      failed: null,
      links: { nodes: [{ shortCode: "mine" }] },
    },
    link: { title: null },
  });
  expect(body.errors).toMatchObject([{ path: ["viewer", "failed"], extensions }]);
});

test("the failure of a link's field leaves the link and the rest of its list", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink({ short_code: "one" });
  await alice.createLink({ short_code: "two" });
  const { secret } = await createApiToken(alice, ["LINKS_READ"]);

  const { body } = await createClient(here.url, secret).graphql(
    `{ viewer { links { nodes {
      shortCode stats { clicks } clicks { nodes { id } } history(last: 101) { nodes { id } }
    } } } }`,
  );

  const failed = { stats: null, clicks: null, history: null };
  expect(body.data.viewer.links.nodes).toEqual([
    { shortCode: "two", ...failed },
    { shortCode: "one", ...failed },
  ]);
  const codes = body.errors.map(({ path, extensions }: { path: string[]; extensions: object }) => [
    path.slice(-2),
    extensions,
  ]);
  expect(codes).toHaveLength(6);
  expect(codes).toEqual(
    expect.arrayContaining([
      [[1, "stats"], { code: "FORBIDDEN", scope: "STATS_READ" }],
      [[1, "clicks"], { code: "FORBIDDEN", scope: "STATS_READ" }],
      [[1, "history"], { code: "BAD_USER_INPUT", path: ["last"] }],
    ]),
  );
});

test("a message about a missing scope names it as the API of the caller does", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { secret } = await createApiToken(alice, ["LINKS_READ"]);
  const program = createClient(here.url, secret);

  const graphql = await program.graphql("{ viewer { tokens { nodes { id } } } }");
  const rest = await program.get("/api/v1/auth/tokens");

  expect([graphql.body.errors[0].message, rest.status, rest.body]).toEqual([
    "This token lacks the scope TOKENS_READ. Use a token that has it.",
    403,
    { detail: "This token lacks the scope tokens:read. Use a token that has it." },
  ]);
});

test("an invalid ID among several leaves the other nodes", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { id } = await alice.createLink();
  const valid = btoa(`Link:${id}`);

  const { body } = await alice.graphql("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
    ids: ["garbage", valid, btoa("Stats:1"), btoa("Link:999"), valid],
  });

  expect(body.data.nodes).toEqual([null, { id: valid }, null, null, { id: valid }]);
  expect(body.errors).toMatchObject(
    [0, 2].map((index) => ({
      path: ["nodes", index],
      message: "This ID does not belong to a node type. Use the value of an `id` field.",
      extensions: { code: "BAD_USER_INPUT" },
    })),
  );
});
