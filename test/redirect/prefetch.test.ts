import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { createWorld, type World } from "../support/world.ts";

const purposes: [Record<string, string>, kind: string][] = [
  [{ "sec-purpose": "prefetch" }, "prefetch"],
  [{ "sec-purpose": "prefetch;prerender" }, "prerender"],
  [{ "sec-purpose": "prefetch; anonymous-client-ip" }, "prefetch"],
  [{ "sec-purpose": "prefetch", purpose: "prefetch" }, "prefetch"],
  [{ purpose: "prefetch" }, "prefetch"],
  [{ purpose: "Prefetch" }, "prefetch"],
  [{ "x-moz": "prefetch" }, "prefetch"],
  [{ "x-purpose": "preview" }, "preview"],
];

/** Returns the click counts of the links, and the number of written clicks. */
async function countsOf({ services: { database } }: World) {
  const links = await database.link.findMany({ orderBy: { id: "asc" } });
  return {
    clicks: links.map(({ clickCount }) => clickCount),
    rows: await database.click.count(),
  };
}

test("responds to prefetches with 503, counts them separately and records no click", async () => {
  const here = await createWorld();
  const { signUp, anonymous, services } = here;
  const alice = await signUp("alice");
  const links = [
    { short_code: "open" },
    { short_code: "once", max_clicks: 1 },
    { short_code: "locked", password: "sesame" },
    { short_code: "off", is_active: false },
    { short_code: "permanent", redirect_type: 308 },
  ];
  for (const link of links) await alice.createLink(link);
  const codes = [...links.map(({ short_code }) => short_code), "open.", "open?x=y", "n0such1"];
  const expected: Record<string, number> = { prefetch: 0, prerender: 0, preview: 0 };

  for (const code of codes) {
    for (const [headers, kind] of purposes) {
      const { status, headers: received, text } = await anonymous.visit(code, { headers });
      expect([code, status, received.get("cache-control"), received.get("location"), text]).toEqual(
        [code, 503, "no-store", null, ""],
      );
      expected[kind] = (expected[kind] ?? 0) + 1;
    }
  }
  expect((await anonymous.visit("once")).status).toBe(302);

  await expect.poll(async () => (await countsOf(here)).rows).toBe(1);
  expect((await countsOf(here)).clicks).toEqual([0, 1, 0, 0, 0]);
  expect(services.counters.prefetches).toEqual(expected);
  expect(services.counters.redirects).toMatchObject({ active: 1, notFound: 0, password: 0 });
  const { text } = await anonymous.get("/metrics");
  expect(text).toContain(`lnk7_prefetches_total{kind="prerender"} ${expected.prerender}`);
});

test("does not treat other headers as a prefetch", async () => {
  const { signUp, anonymous } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink();
  const visits: Record<string, string>[] = [
    { "sec-purpose": "" },
    { "sec-purpose": "navigate" },
    { purpose: "other" },
    { "x-moz": "" },
    { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" },
  ];

  for (const headers of visits) {
    expect([headers, (await anonymous.visit(short_code, { headers })).status]).toEqual([
      headers,
      302,
    ]);
  }
  const prefetch = { headers: { "sec-purpose": "prefetch" } };
  expect((await anonymous.visit(`${short_code}+`, prefetch)).status).toBe(200);
});

/** Starts a site that forwards short links to the service like a reverse proxy and has other pages. */
async function siteBefore(services: string, pages: Record<string, string>) {
  const asked: { path: string; purpose: string }[] = [];
  const site = createServer((incoming, outgoing) => {
    const { url: path = "", headers, method } = incoming;
    if (pages[path] !== undefined) {
      outgoing.setHeader("Content-Type", "text/html").end(pages[path]);
      return;
    }
    asked.push({ path, purpose: String(headers["sec-purpose"] ?? "") });
    request(services + path, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    }).end();
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    site.closeAllConnections();
    site.close();
  });
  const { port } = site.address() as AddressInfo;
  const askedFor = (path: string) => asked.filter((request) => request.path === path);
  return { url: `http://127.0.0.1:${port}`, askedFor };
}

const speculating = (kind: string, path: string) =>
  `<script type="speculationrules">
  {"${kind}": [{"source": "list", "urls": ["${path}"], "eagerness": "immediate"}]}
  </script>`;

test.skipIf(!hasChromium)(
  "counts a visitor whose browser prefetched the link exactly once",
  async () => {
    const here = await createWorld();
    const { signUp, services } = here;
    const heads: [code: string, head: string, purpose: string][] = [
      ["fetched", '<link rel="prefetch" href="/fetched">', "prefetch"],
      ["speculated", speculating("prefetch", "/speculated"), "prefetch"],
      ["rendered", speculating("prerender", "/rendered"), "prefetch;prerender"],
    ];
    const pages = heads.map(([code, head]) => [`/of-${code}`, `${head}<a href="/${code}">Go</a>`]);
    const { url, askedFor } = await siteBefore(here.url, {
      ...Object.fromEntries(pages),
      "/there": "<title>There</title>",
    });
    const alice = await signUp("alice");
    const browser = await openBrowser();
    // Chromium otherwise identifies itself as headless, like a bot.
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64) Chrome/${browser.version()} Safari/537.36`;

    for (const [code, , purpose] of heads) {
      await alice.createLink({
        original_url: `${url}/there`,
        short_code: code,
        redirect_type: 301,
        max_clicks: 1,
      });
      const before = sumOf(services.counters.prefetches);
      const page = await browser.newPage({ userAgent });
      await page.goto(`${url}/of-${code}`);
      await expect.poll(() => sumOf(services.counters.prefetches)).toBe(before + 1);
      await page.getByRole("link").click();
      await expect.poll(() => page.title()).toBe("There");

      expect(askedFor(`/${code}`)).toEqual([
        { path: `/${code}`, purpose },
        { path: `/${code}`, purpose: "" },
      ]);
      await page.close();
    }
    await expect.poll(async () => (await countsOf(here)).rows).toBe(3);
    expect((await countsOf(here)).clicks).toEqual([1, 1, 1]);
  },
);

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
