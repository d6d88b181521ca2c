import { pino } from "pino";
import { expect, test } from "vitest";
import { createRoutes } from "../../src/app.ts";
import type { Services } from "../../src/core/services.ts";
import { createMetrics } from "../../src/observability/metrics.ts";
import type { TestClient, TestResponse } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

/** Returns the paths of all routes of the service that could accept GET. */
function pathsOf(services: Services): string[] {
  const { app } = createRoutes(services, pino({ level: "silent" }), {
    corsOrigins: new Set(),
    otherHosts: [],
    maxConcurrentRequests: 10,
    linkCacheSize: 10,
    trustedProxyCount: 0,
    countryHeader: undefined,
    metricsToken: undefined,
    hasRecentWriteErrors: () => false,
    metrics: createMetrics(),
    eventLoop: { track: () => () => {}, start: () => {}, stop: () => {} },
    gatherMetrics: async () => "",
  });
  const reachable = app.routes.filter(({ method }) => ["GET", "ALL"].includes(method));
  return [...new Set(reachable.map(({ path }) => path))];
}

/** Headers that differ between responses. After HEAD the test's client opens a new connection. */
const fleeting = ["date", "x-request-id", "connection", "keep-alive"];

function headOf(path: string, { status, headers }: TestResponse) {
  // Each response to /metrics is different.
  const ignored = path === "/metrics" ? [...fleeting, "content-length"] : fleeting;
  const lasting = [...headers].filter(([name]) => !ignored.includes(name));
  return { status, headers: Object.fromEntries(lasting) };
}

async function expectSame(client: TestClient, path: string, accept: string): Promise<void> {
  const headers = { accept };
  const get = await client.request(path, { headers });
  const head = await client.request(path, { method: "HEAD", headers });
  expect({ path, accept, ...headOf(path, head) }).toEqual({ path, accept, ...headOf(path, get) });
  expect([path, head.text]).toEqual([path, ""]);
}

test("responds to HEAD on every route like GET, without a body", async () => {
  const { services, signUp, log } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink();
  const { body } = await alice.get("/api/v1/auth/tokens");
  const page = await alice.get("/app/links");
  const ids: Record<string, string> = {
    id: String(link.id),
    link_id: String(link.id),
    token_id: body.tokens[0].token_id,
    code: link.short_code,
  };
  const filled = (path: string) =>
    path.replace(/:(\w+)(\{.*\})?/g, (_, name: string) => ids[name] ?? `unknown parameter ${name}`);
  const paths = pathsOf(services).flatMap((path) =>
    path === "/assets/*"
      ? [page.text.match(/\/assets\/[\w-]+\.js/)?.[0] ?? "no script", "/assets/nothing.js"]
      : filled(path).replace("*", "anything"),
  );
  expect(paths).toEqual(
    expect.arrayContaining(["/graphql", `/${link.short_code}`, "/api/v1/links"]),
  );
  expect(paths.join()).not.toContain("unknown parameter");

  for (const path of [...paths, `/${link.short_code}+`, `/${link.short_code}/`, "/n0such1"]) {
    for (const accept of ["*/*", "text/html", "application/json"]) {
      await expectSame(alice, path, accept);
    }
  }
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("responds to HEAD on GraphQL for every query and leaves no stream open", async () => {
  const { services, signUp, log } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink();
  const queries = [
    "",
    "?query={viewer{email}}",
    "?query={nothing}",
    "?query=mutation{logout{__typename}}",
  ];

  for (const query of queries) {
    for (const accept of [
      "*/*",
      "text/html",
      "application/json",
      "application/graphql-response+json",
      "text/plain",
    ]) {
      await expectSame(alice, `/graphql${query}`, accept);
    }
  }
  // With GET the response to these requests does not end.
  for (const [accept, status, type] of [
    ["text/event-stream", 200, "text/event-stream"],
    ["*/*", 200, "text/event-stream"],
    ["multipart/mixed", 406, "application/json"],
    ["application/json", 406, "application/json"],
  ] as const) {
    const head = await alice.request("/graphql?query=subscription{linkClicked{clicks}}", {
      method: "HEAD",
      headers: { accept },
    });
    const sent = head.headers.get("content-type")?.split(";")[0] ?? null;
    expect([accept, head.status, sent, head.text]).toEqual([accept, status, type, ""]);
  }
  await expect.poll(() => services.subscriptionLimiter.openCount()).toBe(0);
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("counts and logs HEAD as HEAD", async () => {
  const { anonymous, log } = await createWorld({ LOG_LEVEL: "info" });

  await anonymous.request("/api/v1/openapi.json", { method: "HEAD" });

  expect(log.find(({ msg }) => msg === "request")).toMatchObject({
    method: "HEAD",
    route: "/api/v1/openapi.json",
    status: 200,
  });
  const { text } = await anonymous.get("/metrics");
  expect(text).toContain(
    'lnk7_http_request_duration_seconds_count{method="HEAD",route="/api/v1/openapi.json",status="200"} 1',
  );
});
