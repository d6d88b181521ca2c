import { expect, test, vi } from "vitest";
import { queryDatabase } from "../support/database.ts";
import { createWorld } from "../support/world.ts";

const beyond = 5_000_000_000;

/** Creates a service whose next IDs exceed 2^31, except those of accounts. */
async function oldService() {
  const here = await createWorld();
  for (const table of ["ApiToken", "Session", "Link", "Click", "LinkChange"]) {
    await queryDatabase(here.databaseUrl, `SELECT setval('"${table}_id_seq"', ${beyond})`);
  }
  return here;
}

test("ids beyond 2^31 work in REST, GraphQL, lists and clicks", async () => {
  const { signUp, anonymous, databaseUrl } = await oldService();
  const alice = await signUp("alice");
  const links = [];
  for (let link = 0; link < 3; link++) links.push(await alice.createLink({ title: "Old" }));
  const [first, second, third] = links;

  expect(links.map(({ id }) => id)).toEqual([beyond + 1, beyond + 2, beyond + 3]);
  await alice.put(`/api/v1/links/${first.id}`, { title: "Older" });
  await anonymous.visit(first.short_code);
  await vi.waitFor(async () => {
    const { body } = await alice.get(`/api/v1/links/${first.id}`);
    expect([body.title, body.click_count]).toEqual(["Older", 1]);
  }, 10_000);
  expect(await queryDatabase(databaseUrl, `SELECT "id", "linkId" FROM "Click"`)).toEqual([
    { id: beyond + 1, linkId: first.id },
  ]);

  const { body } = await alice.graphql(
    `query ($after: String) {
      viewer { links(first: 1, after: $after) { nodes { databaseId } pageInfo { endCursor } } }
    }`,
    {},
  );
  const { nodes, pageInfo } = body.data.viewer.links;
  expect(nodes).toEqual([{ databaseId: third.id }]);
  const next = await alice.graphql(
    `query ($after: String) {
      viewer { links(first: 1, after: $after) { nodes { databaseId } } }
    }`,
    { after: pageInfo.endCursor },
  );
  expect(next.body.data.viewer.links.nodes).toEqual([{ databaseId: second.id }]);
});

test("counts continue beyond 2^31", async () => {
  const { signUp, anonymous, services } = await oldService();
  const alice = await signUp("alice");
  const link = await alice.createLink();
  await services.database.link.update({ where: { id: link.id }, data: { clickCount: beyond } });

  await anonymous.visit(link.short_code);

  await vi.waitFor(async () => {
    const { body } = await alice.get(`/api/v1/links/${link.id}`);
    expect(body.click_count).toBe(beyond + 1);
  }, 10_000);
});
