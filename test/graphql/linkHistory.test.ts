import { expect, test } from "vitest";
import { queryDatabase } from "../support/database.ts";
import { createWorld } from "../support/world.ts";

const history = `query ($first: Int, $after: String) { link(by: { shortCode: "mine" }) {
  history(first: $first, after: $after) {
    nodes { tokenName settings { setting before after } } pageInfo { endCursor hasNextPage } } } }`;

async function aliceWithLink() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { id } = await alice.createLink({ short_code: "mine" });
  const change = (settings: object) => alice.put(`/api/v1/links/${id}`, settings);
  const changes = async (variables = {}) =>
    (await alice.graphql(history, variables)).body.data.link.history;
  return { ...here, alice, id, change, changes };
}

test("the history of a link shows values before and after, but never passwords", async () => {
  const { change, changes, databaseUrl } = await aliceWithLink();

  await change({ title: "One", redirect_type: 301, is_active: true });
  await change({ title: "One" });
  await change({ expires_at: "2090-01-01T00:00:00Z", max_clicks: 5, password: "first secret" });
  await change({ password: "second secret", is_active: false });
  await change({ password: null, original_url: "https://example.org/" });

  const setting = (name: string, before: string | null, after: string | null) => ({
    setting: name,
    before,
    after,
  });
  const { nodes } = await changes();
  expect(nodes).toEqual([
    {
      tokenName: "Login",
      settings: [
        setting("ORIGINAL_URL", "https://example.com/", "https://example.org/"),
        setting("PASSWORD", "set", null),
      ],
    },
    {
      tokenName: "Login",
      settings: [setting("IS_ACTIVE", "true", "false"), setting("PASSWORD", "set", "set")],
    },
    {
      tokenName: "Login",
      settings: [
        setting("EXPIRES_AT", null, "2090-01-01T00:00:00.000Z"),
        setting("MAX_CLICKS", null, "5"),
        setting("PASSWORD", null, "set"),
      ],
    },
    {
      tokenName: "Login",
      settings: [setting("TITLE", null, "One"), setting("REDIRECT_TYPE", "302", "301")],
    },
  ]);
  const kept = JSON.stringify(await queryDatabase(databaseUrl, `SELECT * FROM "LinkChange"`));
  expect(kept).not.toMatch(/secret|\$2/);
});

test("keeps the newest 100 changes of a link and deletes them with the link", async () => {
  const { alice, id, change, changes, databaseUrl } = await aliceWithLink();
  const count = async () => (await queryDatabase(databaseUrl, `SELECT 1 FROM "LinkChange"`)).length;

  for (let number = 1; number <= 103; number++) await change({ title: `${number}` });

  expect(await count()).toBe(100);
  const one = await changes({ first: 1 });
  const two = await changes({ first: 1, after: one.pageInfo.endCursor });
  expect([one, two].map(({ nodes }) => nodes[0].settings[0].after)).toEqual(["103", "102"]);
  await alice.delete(`/api/v1/links/${id}`);
  expect(await count()).toBe(0);
});

test("concurrent changes are recorded as a consistent sequence", async () => {
  const { change, changes } = await aliceWithLink();

  await Promise.all(["a", "b", "c", "d"].map((title) => change({ title })));

  const { nodes } = await changes();
  const chain: { before: string | null; after: string }[] = nodes
    .map(({ settings: [title] }: { settings: never[] }) => title)
    .reverse();
  expect(chain.map(({ before }) => before)).toEqual([
    null,
    ...chain.slice(0, -1).map(({ after }) => after),
  ]);
});
