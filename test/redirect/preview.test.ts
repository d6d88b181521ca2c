import { expect, test } from "vitest";
import { setClock } from "../support/clock.ts";
import { world } from "../support/world.ts";

test("the preview shows where a link leads without going there or counting", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({
    original_url: 'https://example.com/?q="><script>alert(1)</script>',
    title: "<img src=x onerror=alert(1)>",
  });

  const html = await anybody.visit(`${link.short_code}+`);
  const json = await anybody.visit(`${link.short_code}+`, {
    headers: { accept: "application/json" },
  });

  expect([html.status, html.headers.get("location")]).toEqual([200, null]);
  expect(html.text).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(html.text).not.toMatch(/<script|<img/);
  expect(json.body).toEqual({
    original_url: link.original_url,
    title: link.title,
    created_at: link.created_at,
  });
  expect((await alice.get(`/api/v1/links/${link.id}`)).body.click_count).toBe(0);
});

test.each([
  ["2030-05-06T10:00:59Z", "just now"],
  ["2030-05-06T10:01:00Z", "1 minute ago"],
  ["2030-05-06T15:30:00Z", "5 hours ago"],
  ["2030-05-09T12:00:00Z", "3 days ago"],
  ["2032-12-24T12:00:00Z", "2 years ago"],
])("at %s the preview of a link of 6 May 2030 says that it was made %s", async (now, age) => {
  const { person, anybody, service } = await world();
  const { id, short_code } = await (await person("alice")).createsLink();
  const createdAt = new Date("2030-05-06T10:00:00Z");
  await service.database.link.update({ where: { id }, data: { createdAt } });

  setClock(now);
  const { text } = await anybody.visit(`${short_code}+`);

  expect(text).toContain(
    `<p>This short link was made ${age}, on <time datetime="2030-05-06">6 May 2030</time>, and leads to</p>`,
  );
});
