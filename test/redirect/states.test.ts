import { get } from "node:http";
import { expect, test } from "vitest";
import { type World, world } from "../support/world.ts";

const notFound =
  "This short link does not exist, or is switched off. Check it for typing mistakes.";
const gone = "This short link has expired or was used as often as it may be.";
const locked = "This link is protected. Enter its password to go on.";

/** Codes of one link in each state that does not redirect. */
async function closedLinks({ person, service, anybody }: World) {
  const alice = await person("alice");
  const secret = "https://secret.example/destination";
  const off = await alice.createsLink({ original_url: secret, is_active: false });
  const expired = await alice.createsLink({ original_url: secret });
  await service.database.link.update({
    where: { id: expired.id },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  const exhausted = await alice.createsLink({ original_url: secret, max_clicks: 1 });
  await anybody.visit(exhausted.short_code);
  const locked = await alice.createsLink({ original_url: secret, password: "sesame" });
  return {
    unknown: "n0such1",
    off: off.short_code,
    expired: expired.short_code,
    exhausted: exhausted.short_code,
    locked: locked.short_code,
  };
}

test("each state has its answer, for GET and HEAD, in HTML and JSON, and tells no destination", async () => {
  const somewhere = await world();
  const codes = await closedLinks(somewhere);
  const expected = {
    unknown: [404, notFound],
    off: [404, notFound],
    expired: [410, gone],
    exhausted: [410, gone],
    locked: [401, locked],
  } as const;

  for (const [state, [status, detail]] of Object.entries(expected)) {
    const code = codes[state as keyof typeof codes];
    for (const path of [code, `${code}+`]) {
      const html = await somewhere.anybody.visit(path, { headers: { accept: "text/html" } });
      const json = await somewhere.anybody.visit(path, { headers: { accept: "application/json" } });
      const head = await somewhere.anybody.visit(path, { method: "HEAD" });

      expect([state, html.status, json.status, head.status]).toEqual([
        state,
        status,
        status,
        status,
      ]);
      expect(json.body).toEqual({ detail });
      expect(html.text).toContain(detail);
      expect(html.headers.get("content-type")).toBe("text/html; charset=UTF-8");
      expect(html.headers.get("content-security-policy")).not.toContain("script-src");
      for (const answer of [html, json, head]) {
        expect(answer.headers.get("location")).toBeNull();
        expect(answer.headers.get("cache-control")).toBe("private, no-store");
        expect(answer.text).not.toContain("secret.example");
      }
    }
  }
});

/** The status for a path as it is, which fetch would tidy up first. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { path }, (answer) => resolve(answer.resume().statusCode)).on("error", reject);
  });
}

test("odd paths are a quiet 404", async () => {
  const { url, log } = await world();
  const paths = [
    `/${"a".repeat(10_000)}`,
    "/%00abc",
    "/abc%00",
    "/%F0%9F%98%80%F0%9F%98%80",
    "/%",
    "/%zz1",
    "//evil.example",
    "//evil.example/..",
    "/abc/def",
    "/..%2f..%2fetc",
    "/ab",
    "/+",
    "/%2B",
  ];

  const statuses = await Promise.all(paths.map((path) => statusOf(url, path)));

  expect(statuses).toEqual(paths.map(() => 404));
  // Dot segments are resolved before anything is looked up (RFC 3986, section 5.2.4).
  expect([await statusOf(url, "/.."), await statusOf(url, "/%2e%2e")]).toEqual([200, 200]);
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("large and forged headers never break a redirect nor reach a page", async () => {
  const { person, anybody } = await world();
  const link = await (await person("alice")).createsLink();
  const headers = {
    "user-agent": `<script>alert(1)</script>${"x".repeat(7_000)}`,
    referer: `https://evil.example/${"<b>".repeat(2_000)}`,
    "x-forwarded-for": "1.2.3.4, not an address, <script>",
    "x-forwarded-host": "evil.example",
  };

  const redirect = await anybody.visit(link.short_code, { headers });
  const missing = await anybody.visit("n0such1", { headers });

  expect([redirect.status, redirect.headers.get("location")]).toEqual([
    302,
    "https://example.com/",
  ]);
  expect(missing.status).toBe(404);
  expect(missing.text).not.toMatch(/<script|evil\.example/);
});
