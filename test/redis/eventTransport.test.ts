import { expect, vi } from "vitest";
import type { TestClient } from "../support/client.ts";
import { startProcesses } from "../support/multiProcess.ts";
import { sharedRedis, test } from "../support/redis.ts";
import { authorizationHeader, subscribe } from "../support/subscribe.ts";
import { password } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

const within = { timeout: 1_000, interval: 10 };

/** Returns the response of each process to a visitor. */
function meetings(everywhere: TestClient[], code: string): Promise<string[]> {
  return Promise.all(
    everywhere.map(async (visitor) => {
      const { status, headers } = await visitor.visit(code);
      return [status, headers.get("location") ?? ""].join(" ").trim();
    }),
  );
}

test.each([2, 4])(
  "a change at one of %i processes takes effect at all of them within a second",
  { tags: ["full"] },
  async (count) => {
    const { anonymous, signUp } = await startProcesses(count, sharedRedis().settings);
    const alice = (await signUp("alice")) as [TestClient, TestClient];
    const [here, there] = alice;
    const met = (code: string) => meetings(anonymous, code);
    const all = (answer: string) => Array(count).fill(answer);
    const everywhere = (code: string, answer: string) =>
      expect.poll(() => met(code), within).toEqual(all(answer));

    expect(await met("docs")).toEqual(all("404"));
    const link = await here.createLink({ short_code: "docs" });
    await everywhere("docs", "302 https://example.com/");
    const path = `/api/v1/links/${link.id}`;
    await there.put(path, { original_url: "https://b.example/" });
    await everywhere("docs", "302 https://b.example/");
    await here.put(path, { is_active: false });
    await everywhere("docs", "404");
    await there.put(path, { is_active: true, redirect_type: 307 });
    await everywhere("docs", "307 https://b.example/");
    await here.delete(path);
    await everywhere("docs", "404");

    await there.createLink({ short_code: "once", max_clicks: 1 });
    await everywhere("once+", "200");
    expect((await here.visit("once")).status).toBe(302);
    expect(await met("once")).toEqual(all("410"));
  },
);

test("a revoked token and a deleted account lose access at every process", {
  tags: ["full"],
}, async () => {
  const { anonymous, signUp } = await startProcesses(2, sharedRedis().settings);
  const [here, there] = (await signUp("alice")) as [TestClient, TestClient];
  await here.createLink({ short_code: "docs" });
  expect(await meetings(anonymous, "docs")).toEqual(Array(2).fill("302 https://example.com/"));
  const again = await there.post("/api/v1/auth/login", {
    email: "alice@example.com",
    password,
  });

  await here.delete(`/api/v1/auth/tokens/${again.body.token_id}`);
  const headers = { authorization: `Bearer ${again.body.token}` };
  expect((await there.get("/api/v1/links", headers)).status).toBe(401);
  expect((await there.get("/api/v1/links")).status).toBe(200);

  const { body } = await here.graphql(
    "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }",
    { input: { password } },
  );
  expect(body).toEqual({ data: { deleteAccount: { __typename: "DeleteAccountPayload" } } });
  expect((await there.get("/api/v1/links")).status).toBe(401);
  await expect.poll(() => meetings(anonymous, "docs"), within).toEqual(Array(2).fill("404"));
});

test("a subscriber receives each click once, regardless of the process that served or wrote it", async () => {
  const { programs, anonymous, signUp } = await startProcesses(4, sharedRedis().settings);
  const alice = (await signUp("alice")) as [TestClient];
  const link = await alice[0].createLink();
  const watching = programs.map(({ url }) => subscribe({ url }, authorizationHeader(alice[0])));
  await Promise.all(
    anonymous.map((client) =>
      expect
        .poll(async () => (await client.get("/metrics")).text)
        .toContain("\nlnk7_open_subscriptions 1\n"),
    ),
  );

  for (let visit = 0; visit < 100; visit++) {
    await (anonymous[visit % anonymous.length] as TestClient).visit(link.short_code);
  }

  const heard = () =>
    watching.map(({ seen }) =>
      seen.news.reduce((sum, { data }) => sum + data.linkClicked.clicks, 0),
    );
  await expect.poll(heard).toEqual(Array(4).fill(100));
  await expect.poll(async () => (await alice[0].get("/api/v1/links/1")).body.click_count).toBe(100);
  expect(heard()).toEqual(Array(4).fill(100));
});

test("other messages on the channel are ignored", { tags: ["full"] }, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const { anonymous, signUp, programs } = await startProcesses(2, settings);
  const [here] = (await signUp("alice")) as [TestClient];
  await here.createLink({ short_code: "docs" });
  expect(await meetings(anonymous, "docs")).toEqual(Array(2).fill("302 https://example.com/"));

  for (const text of [
    "",
    "}",
    "null",
    '{"from":"x","news":["stopping"]}',
    '{"from":"x","news":["linksClicked",[{"linkId":"1"}]]}',
    '{"from":"x","news":["linkChanged",{}]}',
  ]) {
    expect(await redis.publish(`${prefix}news`, text)).toBe(2);
  }

  await here.put("/api/v1/links/1", { original_url: "https://b.example/" });
  await expect
    .poll(() => meetings(anonymous, "docs"), within)
    .toEqual(Array(2).fill("302 https://b.example/"));
  expect(programs.map(({ printed }) => printed.stderr)).toEqual(["", ""]);
  expect((await here.get("/readyz")).status).toBe(200);
});
