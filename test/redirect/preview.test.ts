import { expect, test } from "vitest";
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
