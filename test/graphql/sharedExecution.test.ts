import { expect, test, vi } from "vitest";
import { authorizationHeader, subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { createWorld, type World } from "../support/world.ts";

const withClicks = (alias: string) =>
  `subscription { ${alias}: linkClicked { clicks linkId link { clicks(first: 1) { nodes { at } } } } }`;

/** Returns the number of statements that the API has sent to the database. */
async function statements({ url }: World): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const count = /^lnk7_database_statement_duration_seconds_count (\d+)$/m.exec(metrics)?.[1];
  return Number(count);
}

/** Returns the statements caused by one event if each stream has its own document. */
async function costOfEvent(here: World, token: string, documents: string[]): Promise<number> {
  const streams = documents.map((query) =>
    subscribe(here, { authorization: `Bearer ${token}` }, { query }),
  );
  await waitForSubscribers(here, documents.length);
  const before = await statements(here);
  here.services.events.domain.emit("link.clicked", [
    { linkId: 1, ownerId: 1, clicks: 3, at: 1_000 },
  ]);
  const news = () => streams.map(({ seen }) => seen.news.length);
  await vi.waitFor(() => expect(news()).toEqual(documents.map(() => 1)), 10_000);
  const cost = (await statements(here)) - before;
  for (const { stop } of streams) stop();
  await waitForSubscribers(here, 0);
  return cost;
}

test("executes an event once for all equal subscriptions of an account", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink();
  const token = String(alice.token);

  const one = await costOfEvent(here, token, [withClicks("news")]);
  const same = await costOfEvent(here, token, Array(12).fill(withClicks("news")));
  const different = await costOfEvent(
    here,
    token,
    Array.from({ length: 12 }, (_, stream) => withClicks(`news${stream}`)),
  );

  expect(one).toBeGreaterThan(0);
  // The service occasionally sends statements of its own, but not one per stream.
  expect(same).toBeLessThan(one + 6);
  expect(different).toBeGreaterThanOrEqual(12);
});

test("subscriptions with different scopes do not share results", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink();
  const { body } = await alice.graphql(
    `mutation { createToken(input: { name: "Narrow", scopes: [STATS_READ] }) { ... on CreateTokenPayload { secret } } }`,
  );
  const query = "subscription { linkClicked { clicks link { databaseId } } }";
  const full = subscribe(here, authorizationHeader(alice), { query });
  const narrow = subscribe(
    here,
    { authorization: `Bearer ${body.data.createToken.secret}` },
    { query },
  );
  await waitForSubscribers(here, 2);

  here.services.events.domain.emit("link.clicked", [
    { linkId: 1, ownerId: 1, clicks: 1, at: 1_000 },
  ]);

  await vi.waitFor(() => expect([full.seen.news, narrow.seen.news].flat()).toHaveLength(2), 10_000);
  expect(full.seen.news).toEqual([
    {
      data: { linkClicked: { clicks: 1, link: { databaseId: 1 } } },
      extensions: { eventId: expect.any(String) },
    },
  ]);
  expect(narrow.seen.news[0].data).toEqual({ linkClicked: { clicks: 1, link: null } });
  expect(narrow.seen.news[0].errors[0].extensions.code).toBe("FORBIDDEN");
});

test("an account receives the same events per flush with many subscriptions as with one", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const query = "subscription { linkClicked { linkId clicks } }";
  const streams = Array.from({ length: 20 }, () =>
    subscribe(here, authorizationHeader(alice), { query }),
  );
  await waitForSubscribers(here, 20);
  const news = Array.from({ length: 9 }, (_, index) => ({
    linkId: index + 1,
    ownerId: 1,
    clicks: 1,
    at: 1_000,
  }));
  const round = () => here.services.events.domain.emit("link.clicked", news);

  round();
  round();

  expect(here.services.clickFeeds.maxLinksPerFlush(1)).toBe(3);
  const clicks = () =>
    streams.map(({ seen }) =>
      seen.news.reduce((sum, { data }) => sum + data.linkClicked.clicks, 0),
    );
  await vi.waitFor(() => expect(clicks()).toEqual(Array(20).fill(18)), 30_000);
  for (const { seen } of streams) expect(seen.news).toHaveLength(9);
});
