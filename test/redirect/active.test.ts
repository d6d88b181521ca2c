import { expect, test, vi } from "vitest";
import { toLinkKey } from "../../src/core/links/linkKey.ts";
import { createWorld } from "../support/world.ts";

test("an active link redirects to the WHATWG serialization of its URL", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ original_url: "HTTPS://Bücher.example/ä b?q=ö#é" });

  const answer = await anonymous.visit(link.short_code.toUpperCase());

  expect(link.original_url).toBe("HTTPS://Bücher.example/ä b?q=ö#é");
  expect([answer.status, answer.headers.get("location"), answer.text]).toEqual([
    302,
    "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%B6#%C3%A9",
    "",
  ]);
});

test.each([
  [301, "private, max-age=90"],
  [302, "private, no-store"],
  [307, "private, no-store"],
  [308, "private, max-age=90"],
])(
  "a link of type %i redirects with that status and the matching cache headers",
  async (status, kept) => {
    const { signUp, anonymous } = await createWorld();
    const alice = await signUp("alice");
    const link = await alice.createLink({ redirect_type: status });

    for (const [method, accept] of [
      ["GET", "text/html"],
      ["GET", "application/json"],
      ["HEAD", "*/*"],
    ] as const) {
      const answer = await anonymous.visit(link.short_code, { method, headers: { accept } });

      expect([answer.status, answer.headers.get("cache-control"), answer.text]).toEqual([
        status,
        kept,
        "",
      ]);
      expect(answer.headers.get("location")).toBe("https://example.com/");
    }
  },
);

test("permanent redirects that can expire are not cached by browsers", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();

  for (const end of [{ expires_at }, { max_clicks: 10 }]) {
    const { short_code } = await alice.createLink({ redirect_type: 301, ...end });
    const { status, headers } = await anonymous.visit(short_code);
    expect([status, headers.get("cache-control")]).toEqual([301, "private, no-store"]);
  }
});

test("concurrent visitors of an uncached code cause one lookup", async () => {
  const { signUp, anonymous, services } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink();
  const findLink = vi.spyOn(services.lookup, "findLink");
  const visitAll = (code: string) =>
    Promise.all(Array.from({ length: 50 }, async () => (await anonymous.visit(code)).status));

  expect(await visitAll(short_code)).toEqual(Array(50).fill(302));
  expect(await visitAll("n0such1")).toEqual(Array(50).fill(404));

  expect(findLink.mock.calls.map(([code]) => code)).toEqual([short_code, "n0such1"]);
});

test("unknown codes do not evict cached links, and the cache stays within its size", async () => {
  const { signUp, anonymous, services } = await createWorld({ LINK_CACHE_SIZE: "2" });
  const alice = await signUp("alice");
  const codes = ["one", "two", "three"];
  for (const short_code of codes) await alice.createLink({ short_code });
  const findLink = vi.spyOn(services.lookup, "findLink");
  const visit = async (...visited: string[]) => {
    findLink.mockClear();
    for (const code of visited) await anonymous.visit(code);
    return findLink.mock.calls.map(([code]) => code);
  };

  expect(await visit("one", "two")).toEqual(["one", "two"]);
  expect(await visit("guess1", "guess2", "guess3", "one", "two")).toEqual([
    "guess1",
    "guess2",
    "guess3",
  ]);
  expect(await visit("three", "two", "one")).toEqual(["three", "one"]);
});

test("links with long URLs use several places of the cache", async () => {
  const { signUp, anonymous, services } = await createWorld({ LINK_CACHE_SIZE: "25" });
  const alice = await signUp("alice");
  const long = "https://example.com/".padEnd(8_192, "x");
  await alice.createLink({ short_code: "short" });
  for (const short_code of ["long1", "long2"]) {
    await alice.createLink({ short_code, original_url: long });
  }
  const findLink = vi.spyOn(services.lookup, "findLink");

  for (const code of ["short", "long1", "short", "long2", "short", "long2", "long1"]) {
    const { status } = await anonymous.visit(code);
    expect([code, status]).toEqual([code, 302]);
  }

  expect(findLink.mock.calls.map(([code]) => code)).toEqual(["short", "long1", "long2", "long1"]);
});

test("counts every redirect to GET, but none to HEAD", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink();

  for (let visit = 0; visit < 7; visit++) await anonymous.visit(link.short_code);
  await anonymous.visit(link.short_code, { method: "HEAD" });

  await vi.waitFor(async () => {
    const { body } = await alice.get(`/api/v1/links/${link.id}`);
    expect(body.click_count).toBe(7);
  }, 10_000);
});

test("invalid values in the database never break a redirect or point it to a script", async () => {
  const { signUp, anonymous, services } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink();
  for (const originalUrl of ["javascript:alert(1)", "not a url"]) {
    await services.database.link.update({ where: { id: link.id }, data: { originalUrl } });
    services.events.cache.emit("linkStale", toLinkKey(link.short_code));

    expect((await anonymous.visit(link.short_code)).status).toBe(404);
    expect((await anonymous.visit(`${link.short_code}+`)).status).toBe(404);
  }
});
