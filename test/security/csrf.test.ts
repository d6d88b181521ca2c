import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import type { TestClient } from "../support/client.ts";
import { readAllRows } from "../support/expectRejection.ts";
import { freePorts } from "../support/program.ts";
import { createWorld, type World } from "../support/world.ts";

const secretUrl = "https://secret.example/";
const query = "{ viewer { email links { nodes { originalUrl } } } }";
const mutation = `mutation { createLink(input: { originalUrl: "https://evil.example/" }) { __typename } }`;

/** Starts a site with an empty page at every path. Returns its port. */
async function foreignSite(): Promise<number> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><body></body>");
  }).listen(0);
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

interface Scene extends World {
  alice: TestClient;
  /** A page on the foreign host, in a browser in which Alice is signed in to the service. */
  page: Page;
}

/** `listed` says whether the operator trusts the foreign origin. */
async function scene(
  foreignHost: string,
  listed = false,
  settings: Record<string, string> = {},
): Promise<Scene> {
  const [port = 0] = await freePorts(1);
  const foreign = `http://${foreignHost}:${await foreignSite()}`;
  const here = await createWorld({
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    CORS_ORIGINS: listed ? `https://other.example, ${foreign}/` : "https://other.example",
    ...settings,
  });
  const alice = await here.signUp("alice");
  await alice.createLink({ original_url: secretUrl });
  const { cookie } = await signInBrowser(here, "alice");
  const [name = "", value = ""] = cookie.split("=");
  const context = await (await openBrowser()).newContext();
  const attributes = { path: "/", httpOnly: true, sameSite: "Lax" } as const;
  await context.addCookies([{ name, value, domain: "127.0.0.1", ...attributes }]);
  const page = await context.newPage();
  await page.goto(foreign);
  return { ...here, alice, page };
}

/** Returns what the page could read of a response, or that the browser blocked it. */
function fetches(page: Page, url: string, init: RequestInit): Promise<string> {
  return page.evaluate(
    async ([address, options]) =>
      fetch(address, options)
        .then(async (response) => `${response.status} ${await response.text()}`)
        .catch(() => "kept"),
    [url, init] as const,
  );
}

// SameSite does not protect against another port of the same site.
const foreignHosts = ["127.0.0.1", "localhost"];

const contentTypes = [
  "application/json",
  "application/graphql+json",
  "text/plain",
  "text/plain; application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
];

test.skipIf(!hasChromium).each(foreignHosts)(
  "a page at %s can neither read a visitor's links nor use the cookie by fetch",
  async (host) => {
    const { page, url, services } = await scene(host);
    const before = await readAllRows(services.database);
    const read: string[] = [];

    for (const mode of ["cors", "no-cors", "same-origin"] as const) {
      const base: RequestInit = { mode, credentials: "include" };
      read.push(await fetches(page, `${url}/api/v1/links`, base));
      for (const document of [query, mutation]) {
        const address = `${url}/graphql?query=${encodeURIComponent(document)}`;
        read.push(await fetches(page, address, base));
        const body = JSON.stringify({ query: document });
        for (const type of contentTypes) {
          const headers = { "content-type": type };
          const init = { ...base, method: "POST", body, headers };
          read.push(await fetches(page, `${url}/graphql`, init));
        }
      }
    }

    expect(read.filter((text) => text !== "kept" && text !== "0 ")).toEqual([]);
    expect(await readAllRows(services.database)).toEqual(before);
  },
);

test.skipIf(!hasChromium).each(foreignHosts)(
  "a page at %s cannot use the cookie by form, beacon, image or script",
  async (host) => {
    const { page, url, services, log } = await scene(host);
    const before = await readAllRows(services.database);

    for (const enctype of [
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "text/plain",
    ]) {
      const tab = await page.context().newPage();
      await tab.goto(page.url());
      await tab.setContent(`<form method="post" enctype="${enctype}" action="${url}/graphql">
        <input name='{"query":${JSON.stringify(mutation).replaceAll("'", "&#39;")},"x":"' value='"}'>
      </form>`);
      await Promise.all([
        tab.waitForResponse(`${url}/graphql`),
        tab.evaluate(() => document.forms[0]?.submit()),
      ]);
    }
    const leaked = await page.evaluate(
      async ([service_, readable, acting]) => {
        navigator.sendBeacon(`${service_}/graphql`, JSON.stringify({ query: acting }));
        const load = (name: string, document_: string) =>
          new Promise<string>((resolve) => {
            const element = document.createElement(name) as HTMLImageElement;
            element.onload = () => resolve(`${name} loaded`);
            element.onerror = () => resolve(`${name} rejected`);
            element.src = `${service_}/graphql?query=${encodeURIComponent(document_)}`;
            document.body.append(element);
          });
        return [
          await load("img", readable),
          await load("img", acting),
          await load("script", readable),
          await load("script", acting),
        ];
      },
      [url, query, mutation] as const,
    );

    expect(leaked).toEqual(["img rejected", "img rejected", "script rejected", "script rejected"]);
    const posted = () =>
      log.filter(({ route }) => route === "/graphql").map(({ status }) => status);
    await expect.poll(() => posted().filter((status) => status === 415)).toHaveLength(4);
    expect(await readAllRows(services.database)).toEqual(before);
  },
);

test.skipIf(!hasChromium)(
  "a page of a listed origin can read and act with the cookie",
  async () => {
    const { page, url, alice } = await scene("127.0.0.1", true);
    const headers = { "content-type": "application/json" };
    const run = (document: string) =>
      fetches(page, `${url}/graphql`, {
        method: "POST",
        credentials: "include",
        headers,
        body: JSON.stringify({ query: document }),
      });

    expect(await run(query)).toContain(secretUrl);
    expect(await run(mutation)).toMatch(
      /^200 \{"data":\{"createLink":\{"__typename":"CreateLinkPayload"\}\},/,
    );
    expect((await alice.get("/api/v1/links")).body.links).toHaveLength(2);
  },
);

test.skipIf(!hasChromium).each(foreignHosts)(
  "a page at %s with an API token has the access of the token and can read response headers",
  async (host) => {
    const { page, url, alice } = await scene(host, false, {
      RATE_LIMIT: "on",
      // Includes the request that Alice has sent herself.
      LIMIT_REQUEST_PER_ACCOUNT: "3/1h",
    });
    const makes = () =>
      page.evaluate(
        async ([address, token, shown]) => {
          const response = await fetch(address, {
            method: "POST",
            headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
            body: '{"original_url": "https://example.com/"}',
          });
          return [response.status, ...shown.filter((name) => response.headers.has(name))];
        },
        [
          `${url}/api/v1/links`,
          alice.token,
          ["Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"],
        ] as const,
      );

    expect(await makes()).toEqual([
      201,
      "Location",
      "RateLimit",
      "RateLimit-Policy",
      "X-Request-Id",
    ]);
    const headers = { authorization: `Bearer ${alice.token}` };
    expect(await fetches(page, `${url}/api/v1/links`, { headers })).toContain(secretUrl);
    expect(await fetches(page, `${url}/api/v1/links`, { headers, credentials: "include" })).toBe(
      "kept",
    );
    expect(await makes()).toEqual([
      429,
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
      "X-Request-Id",
    ]);
  },
);
