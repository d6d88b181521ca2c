import { expect, test } from "vitest";
import { world } from "../support/world.ts";

test("of 1,000 visitors at once, a link that allows 100 redirects exactly 100", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ max_clicks: 100 });

  const visits = Array.from({ length: 1_000 }, () => anybody.visit(link.short_code));
  const statuses = (await Promise.all(visits)).map(({ status }) => status);

  expect(statuses.filter((status) => status === 302)).toHaveLength(100);
  expect(statuses.filter((status) => status === 410)).toHaveLength(900);
  const { body } = await alice.get(`/api/v1/links/${link.id}`);
  expect([body.click_count, body.status]).toEqual([100, "exhausted"]);
});

test("a bot and HEAD are redirected but use no click up", async () => {
  const { person, anybody } = await world();
  const link = await (await person("alice")).createsLink({ max_clicks: 1 });
  const bot = { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } };
  const visit = async (init: RequestInit) => (await anybody.visit(link.short_code, init)).status;

  const before = [await visit(bot), await visit({ method: "HEAD" }), await visit(bot)];
  const person1 = await visit({});
  const after = [await visit(bot), await visit({ method: "HEAD" }), await visit({})];

  expect([before, person1, after]).toEqual([[302, 302, 302], 302, [410, 410, 410]]);
});

test("raising the limit opens an exhausted link again, and null takes the limit away", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ max_clicks: 1 });
  const visit = async () => (await anybody.visit(link.short_code)).status;

  const first = [await visit(), await visit()];
  await alice.put(`/api/v1/links/${link.id}`, { max_clicks: 2 });
  const second = [await visit(), await visit()];
  await alice.put(`/api/v1/links/${link.id}`, { max_clicks: null });

  expect([first, second, await visit()]).toEqual([[302, 410], [302, 410], 302]);
});
