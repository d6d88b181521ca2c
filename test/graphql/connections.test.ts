import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

const links = `query ($first: Int, $after: String, $last: Int, $before: String) {
  viewer {
    links(first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { title } }
      nodes { title }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`;

interface Edge {
  cursor: string;
  node: { title: string };
}

async function page(client: TestClient, window: Record<string, unknown>) {
  const { body } = await client.graphql(links, window);
  const { edges, nodes, pageInfo } = body.data.viewer.links;
  expect(nodes).toEqual(edges.map(({ node }: Edge) => node));
  expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
    edges.at(0)?.cursor ?? null,
    edges.at(-1)?.cursor ?? null,
  ]);
  return {
    titles: edges.map(({ node }: Edge) => node.title).join(" "),
    start: pageInfo.startCursor,
    end: pageInfo.endCursor,
    more: [pageInfo.hasPreviousPage, pageInfo.hasNextPage],
  };
}

/**
 * Creates five links of Alice, 5 4 3 2 1 from newest to oldest, with another user's links in
 * between.
 */
async function aliceWithFiveLinks() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const bob = await here.signUp("bob");
  for (const title of ["1", "2", "3", "4", "5"]) {
    await alice.createLink({ title, short_code: `alice${title}` });
    await bob.createLink({ title: `bob ${title}` });
  }
  return { ...here, alice, bob };
}

test("pages follow each other forwards, newest first, without gaps or duplicates", async () => {
  const { alice } = await aliceWithFiveLinks();

  const one = await page(alice, { first: 2 });
  const two = await page(alice, { first: 2, after: one.end });
  const three = await page(alice, { first: 2, after: two.end });

  expect([one, two, three].map(({ titles, more }) => [titles, ...more])).toEqual([
    ["5 4", false, true],
    ["3 2", true, true],
    ["1", true, false],
  ]);
  expect((await page(alice, {})).titles).toBe("5 4 3 2 1");
  expect(await page(alice, { first: 2, after: three.end })).toEqual({
    titles: "",
    start: null,
    end: null,
    more: [true, false],
  });
});

test("pages also follow each other backwards", async () => {
  const { alice } = await aliceWithFiveLinks();

  const one = await page(alice, { last: 2 });
  const two = await page(alice, { last: 2, before: one.start });
  const three = await page(alice, { last: 2, before: two.start });

  expect([one, two, three].map(({ titles, more }) => [titles, ...more])).toEqual([
    ["2 1", true, false],
    ["4 3", true, true],
    ["5", false, true],
  ]);
});

test("a cursor keeps its position when links are added or deleted around it", async () => {
  const { alice } = await aliceWithFiveLinks();
  const { end } = await page(alice, { first: 2 });

  await alice.createLink({ title: "6" });
  const afterAddition = await page(alice, { first: 2, after: end });
  await alice.graphql(
    'mutation { deleteLink(input: { by: { shortCode: "alice4" } }) { __typename } }',
  );
  const afterDeletion = await page(alice, { first: 2, after: end });
  const before = await page(alice, { last: 2, before: end });

  expect([afterAddition.titles, afterDeletion.titles, before.titles]).toEqual([
    "3 2",
    "3 2",
    "6 5",
  ]);
});

test("a cursor of another user's list returns only the caller's links", async () => {
  const { alice, bob } = await aliceWithFiveLinks();
  const { end } = await page(bob, { first: 3 });

  expect((await page(alice, { after: end })).titles).toBe("3 2 1");
});
