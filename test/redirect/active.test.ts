import { expect, test, vi } from "vitest";
import { world } from "../support/world.ts";

test("an active link leads to the WHATWG serialisation of its URL", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ original_url: "HTTPS://Bücher.example/ä b?q=ö#é" });

  const answer = await anybody.visit(link.short_code.toUpperCase());

  expect(link.original_url).toBe("HTTPS://Bücher.example/ä b?q=ö#é");
  expect(answer.headers.get("location")).toBe(
    "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%B6#%C3%A9",
  );
});

test.each([
  [301, "private, max-age=90"],
  [302, "private, no-store"],
  [307, "private, no-store"],
  [308, "private, max-age=90"],
])(
  "a link of type %i redirects with it, and is kept no longer than it may",
  async (status, kept) => {
    const { person, anybody } = await world();
    const alice = await person("alice");
    const link = await alice.createsLink({ redirect_type: status });

    for (const [method, accept] of [
      ["GET", "text/html"],
      ["GET", "application/json"],
      ["HEAD", "*/*"],
    ] as const) {
      const answer = await anybody.visit(link.short_code, { method, headers: { accept } });

      expect([answer.status, answer.headers.get("cache-control"), answer.text]).toEqual([
        status,
        kept,
        "",
      ]);
      expect(answer.headers.get("location")).toBe("https://example.com/");
    }
  },
);

test("every redirect that was answered to GET is counted, none to HEAD", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink();

  for (let visit = 0; visit < 7; visit++) await anybody.visit(link.short_code);
  await anybody.visit(link.short_code, { method: "HEAD" });

  await vi.waitFor(async () => {
    const { body } = await alice.get(`/api/v1/links/${link.id}`);
    expect(body.click_count).toBe(7);
  }, 10_000);
});

test("what the database holds from elsewhere never breaks a redirect nor leads to a script", async () => {
  const { person, anybody, service } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink();
  for (const originalUrl of ["javascript:alert(1)", "not a url"]) {
    await service.database.link.update({ where: { id: link.id }, data: { originalUrl } });
    service.events.emit("linkChanged", link.short_code);

    expect((await anybody.visit(link.short_code)).status).toBe(404);
    expect((await anybody.visit(`${link.short_code}+`)).status).toBe(404);
  }
});
