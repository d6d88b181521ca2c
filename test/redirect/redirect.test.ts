import { expect, test, vi } from "vitest";
import { world } from "../support/world.ts";

test("an active link leads to the WHATWG serialisation of its URL", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ original_url: "HTTPS://Bücher.example/ä b?q=ö#é" });

  const answer = await anybody.visit(link.short_code);

  expect(link.original_url).toBe("HTTPS://Bücher.example/ä b?q=ö#é");
  expect({
    status: answer.status,
    location: answer.headers.get("location"),
    cacheControl: answer.headers.get("cache-control"),
  }).toEqual({
    status: 302,
    location: "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%B6#%C3%A9",
    cacheControl: "private, no-store",
  });
});

test("an unknown code and a link that is switched off are the same 404", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ is_active: false });

  const unknown = await anybody.visit("n0such1");
  const off = await anybody.visit(link.short_code);

  expect([unknown.status, off.status]).toEqual([404, 404]);
  expect(off.text).toBe(unknown.text);
  expect(
    (await anybody.visit("n0such1", { headers: { accept: "application/json" } })).body,
  ).toEqual({
    detail: "This short link does not exist, or is switched off. Check it for typing mistakes.",
  });
});

test("every redirect that was answered is counted", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink();

  for (let visit = 0; visit < 7; visit++) await anybody.visit(link.short_code);
  await anybody.visit(link.short_code, { method: "HEAD" });

  await vi.waitFor(async () => {
    const { body } = await alice.get(`/api/v1/links/${link.id}`);
    expect(body.click_count).toBe(7);
  });
});
