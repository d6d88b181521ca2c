import { expect, onTestFinished, test, vi } from "vitest";
import { toLinkKey } from "../../src/core/links/linkKey.ts";
import { queryDatabase } from "../support/database.ts";
import { disconnectableServer } from "../support/disconnectableServer.ts";
import { createReplicatedServer } from "../support/replicatedServer.ts";
import { createWorld } from "../support/world.ts";

const now = performance.now.bind(performance);

/** Creates a service with a replica, at a time when no recent write bypasses it any longer. */
async function serviceWithReplica() {
  const servers = await createReplicatedServer();
  const replica = await disconnectableServer(servers.replicaUrl);
  const here = await createWorld({
    DATABASE_URL: servers.writerUrl,
    DATABASE_REPLICA_URL: replica.url,
    LOG_LEVEL: "info",
  });
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ short_code: "known" });
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + 11_000);
  onTestFinished(() => clock.mockRestore());
  const arrived = () => here.services.lookup.findLink(toLinkKey("known"));
  const { lookup } = here.services;
  await expect.poll(arrived).toMatchObject({ id: link.id });
  const goesTo = async (code: string) => (await here.anonymous.visit(code)).headers.get("location");
  const inWriter = (sql: string) => queryDatabase(servers.writerUrl, sql);
  const rename = (url: string) => inWriter(`UPDATE "Link" SET "originalUrl" = '${url}'`);
  return { ...here, servers, replica, alice, link, lookup, goesTo, inWriter, rename };
}

test("redirects and statistics use the replica, recent data the writer, and all reads the writer when the replica lags", async () => {
  const { servers, alice, link, lookup, goesTo, inWriter, rename } = await serviceWithReplica();
  const clicks = async () => {
    const { body } = await alice.graphql(
      `{ viewer { stats { clicks breakdown(dimension: COUNTRY) { values { value clicks } } } } }`,
    );
    return body.data.viewer.stats;
  };
  const none = { clicks: 0, breakdown: { values: [] } };

  await servers.pause();
  // Bypasses the service, which would remember its own writes.
  await rename("https://example.com/renamed");
  await inWriter(`INSERT INTO "UserHour" ("userId", "hour", "clicks", "visitors", "bots")
    VALUES (1, date_trunc('hour', now()), 7, 7, 0)`);
  await inWriter(`INSERT INTO "UserDay" ("userId", "day", "dimension", "value", "clicks")
    VALUES (1, date_trunc('day', now()), 'country', 'DE', 7)`);
  expect(await lookup.findLink(toLinkKey("known"))).toMatchObject({
    originalUrl: link.original_url,
  });
  expect(await lookup.findLink(toLinkKey("known"), true)).toMatchObject({
    originalUrl: "https://example.com/renamed",
  });
  expect(await clicks()).toEqual(none);

  await alice.createLink({ short_code: "fresh", original_url: "https://example.com/fresh" });
  expect(await goesTo("fresh")).toBe("https://example.com/fresh");
  await alice.put(`/api/v1/links/${link.id}`, { original_url: "https://example.com/edited" });
  expect(await goesTo("known")).toBe("https://example.com/edited");

  await expect
    .poll(() => lookup.findLink(toLinkKey("known")))
    .toMatchObject({ originalUrl: "https://example.com/edited" });
  // Includes the two earlier visits.
  await expect.poll(clicks).toEqual({
    clicks: 9,
    breakdown: {
      values: [
        { value: "DE", clicks: 7 },
        { value: null, clicks: 2 },
      ],
    },
  });
});

test.each(["sever", "freeze"] as const)(
  "a replica outage (%s) stops no redirect, is logged once and ends when the replica is back",
  { tags: ["full"] },
  async (way) => {
    const { servers, replica, lookup, log, rename } = await serviceWithReplica();
    const told = () =>
      log.map(({ msg }) => msg).filter((line) => String(line).includes("DATABASE_REPLICA_URL"));

    replica[way]();
    await rename("https://example.com/renamed");
    expect(await lookup.findLink(toLinkKey("known"), false)).toMatchObject({
      originalUrl: "https://example.com/renamed",
    });
    await expect.poll(told).toHaveLength(1);
    const start = performance.now();
    await lookup.findLink(toLinkKey("known"));
    expect(performance.now() - start).toBeLessThan(1_000);

    replica.restore();
    await expect
      .poll(told)
      .toEqual([
        "DATABASE_REPLICA_URL does not respond. All queries use DATABASE_URL; retrying.",
        "DATABASE_REPLICA_URL responds again.",
      ]);
    await rename("https://example.com/later");
    await servers.pause();
    await rename("https://example.com/latest");
    await expect
      .poll(() => lookup.findLink(toLinkKey("known")))
      .toMatchObject({ originalUrl: "https://example.com/later" });
  },
);

test("the service starts without its replica", async () => {
  const servers = await createReplicatedServer();
  const replica = await disconnectableServer(servers.replicaUrl);
  replica.sever();
  const here = await createWorld({
    DATABASE_URL: servers.writerUrl,
    DATABASE_REPLICA_URL: replica.url,
  });
  const alice = await here.signUp("alice");
  const { short_code } = await alice.createLink();

  expect((await here.anonymous.visit(short_code)).status).toBe(302);
});
