import { expect, test } from "vitest";
import { requestAt } from "../support/requestAt.ts";
import { createWorld } from "../support/world.ts";

const settings = {
  BASE_URL: "https://links.example.com",
  OTHER_HOSTS: "www.links.example.com, short.example,BÜCHER.example, links.example.com",
};

const pages = ["/", "/app", "/app/links", "/app/links/7?from=2026-01-01&to=%2F%2Fevil.example"];
const others = ["www.links.example.com", "WWW.Links.Example.com:8443", "short.example.:443"];

test("pages under another host redirect to the same page of BASE_URL", async () => {
  const { url } = await createWorld(settings);

  for (const host of [...others, "xn--bcher-kva.example"]) {
    for (const method of ["GET", "HEAD"]) {
      for (const path of pages) {
        const { status, headers } = await requestAt(url, path, { method, headers: { host } });
        expect([status, headers.location], `${method} ${host}${path}`).toEqual([
          302,
          `https://links.example.com${path}`,
        ]);
      }
    }
  }
});

test("pages under BASE_URL, its IP address or an unknown host are served", async () => {
  const { url } = await createWorld(settings);
  const hosts = [
    "links.example.com",
    "127.0.0.1:3000",
    "unknown.example",
    "short.example.evil.example",
  ];

  for (const host of hosts) {
    for (const path of pages) {
      const { status } = await requestAt(url, path, { headers: { host } });
      expect(status, `${host}${path}`).toBe(200);
    }
  }
});

test("short links, APIs and operator endpoints work under other hosts", async () => {
  const here = await createWorld(settings);
  const { short_code } = await (await here.signUp("alice")).createLink();
  const headers = { host: "short.example" };
  const statusOf = async (path: string) => (await requestAt(here.url, path, { headers })).status;

  expect(await requestAt(here.url, `/${short_code}`, { headers })).toMatchObject({
    status: 302,
    headers: { location: "https://example.com/" },
  });
  expect(await statusOf(`/${short_code}+`)).toBe(200);
  expect(await statusOf("/api/v1/links")).toBe(401);
  expect(await statusOf("/api/v1/docs")).toBe(200);
  expect(await statusOf("/healthz")).toBe(200);
  expect(await statusOf("/robots.txt")).toBe(200);
  const query = JSON.stringify({ query: "{ viewer { id } }" });
  const graphql = {
    method: "POST",
    body: query,
    headers: { ...headers, "content-type": "application/json" },
  };
  expect((await requestAt(here.url, "/graphql", graphql)).text).toBe('{"data":{"viewer":null}}');
});

test("the request path never determines the host of a redirect", async () => {
  const { url } = await createWorld(settings);
  const headers = { host: "short.example" };

  for (const path of [
    "//evil.example/app",
    "/app//evil.example",
    "/app/..//evil.example",
    "/app/%2F%2Fevil.example",
    "/app\\evil.example",
  ]) {
    const { location } = (await requestAt(url, path, { headers })).headers;
    if (location) expect(new URL(location).origin, path).toBe("https://links.example.com");
  }
});

test("the forwarded host is used when a proxy is trusted", async () => {
  const own = { host: "short.example", "x-forwarded-host": "links.example.com" };
  const other = { host: "127.0.0.1:3000", "x-forwarded-host": "short.example" };
  const [behind, bare] = [
    await createWorld({ ...settings, TRUST_PROXY: "1" }),
    await createWorld({ ...settings, TRUST_PROXY: "0" }),
  ];
  const statuses = async ({ url }: { url: string }) => [
    (await requestAt(url, "/app", { headers: own })).status,
    (await requestAt(url, "/app", { headers: other })).status,
  ];

  expect(await statuses(behind)).toEqual([200, 302]);
  expect(await statuses(bare)).toEqual([302, 200]);
});
