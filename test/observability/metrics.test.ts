import { request } from "node:http";

import { expect, test, vi } from "vitest";
import { sendRaw } from "../support/rawRequest.ts";
import { authorizationHeader, subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { createWorld, password } from "../support/world.ts";

/** Returns values by name and labels, of the metrics whose names start with `prefix`. */
function valuesOf(exposition: string, prefix = "lnk7_"): Record<string, number> {
  const samples = exposition.matchAll(/^([a-zA-Z0-9_:]+(?:\{[^}]*\})?) (\S+)$/gm);
  return Object.fromEntries(
    [...samples].flatMap(([, name = "", value]) =>
      name.startsWith(prefix) ? [[name, Number(value)]] : [],
    ),
  );
}

/** Requests the metrics with exactly these headers. Returns the status. */
function ask(url: string, headers: Record<string, string>, path = "/metrics"): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

test("metrics without a token are available locally, but not through proxies or foreign pages", async () => {
  const { url } = await createWorld();

  expect(await ask(url, {})).toBe(200);
  expect(await ask(url, { host: "localhost:3000" })).toBe(200);
  const signs: Record<string, string>[] = [
    { "x-forwarded-for": "127.0.0.1" },
    { forwarded: "for=127.0.0.1" },
    { "x-real-ip": "127.0.0.1" },
    { via: "1.1 proxy" },
    { "x-forwarded-proto": "https" },
    { host: "lnk7.net" },
    { host: "127.0.0.1.evil.example" },
  ];
  for (const header of signs) {
    expect([header, await ask(url, header)]).toEqual([header, 401]);
  }
  const asNginxDoes = "GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:3000\r\n\r\n";
  expect(await sendRaw(url, asNginxDoes)).toBe("HTTP/1.1 401 Unauthorized");
});

test("metrics with a token require that token from every IP address", async () => {
  const token = "metrics-token-of-the-operator";
  const elsewhere = { "x-forwarded-for": "203.0.113.7" };
  const { url, anonymous } = await createWorld({ METRICS_TOKEN: token });

  expect([await ask(url, {}), await ask(url, { host: "localhost" })]).toEqual([401, 401]);
  const withToken = (given: string) => ask(url, { ...elsewhere, authorization: `Bearer ${given}` });
  expect(await withToken(token)).toBe(200);
  for (const other of [token.slice(1), `${token}x`, "x", "undefined"]) {
    expect([other, await withToken(other)]).toEqual([other, 401]);
  }
  const inUrl = await anonymous.get(`/metrics?token=${token}`, elsewhere);
  expect([inUrl.status, inUrl.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(await ask((await createWorld()).url, { ...elsewhere, authorization: "Bearer x" })).toBe(
    401,
  );
});

test("counts redirects by outcome and lookups by source", async () => {
  const { anonymous, signUp } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ short_code: "active" });
  await alice.createLink({ short_code: "locked", password: "sesame" });
  await alice.createLink({ short_code: "once", max_clicks: 1 });

  for (let visit = 0; visit < 3; visit++) await anonymous.visit(link.short_code);
  await anonymous.visit("n0such1");
  await anonymous.visit("n0such1");
  await anonymous.visit("locked");
  await anonymous.visit("once");
  await anonymous.visit("once");
  await anonymous.visit("active+");
  await anonymous.visit("active", { method: "PUT" });

  const { text } = await anonymous.get("/metrics");
  expect(valuesOf(text, "lnk7_redirects_total")).toEqual({
    'lnk7_redirects_total{outcome="active"}': 4,
    'lnk7_redirects_total{outcome="blocked"}': 0,
    'lnk7_redirects_total{outcome="gone"}': 1,
    'lnk7_redirects_total{outcome="limited"}': 0,
    'lnk7_redirects_total{outcome="methodNotAllowed"}': 1,
    'lnk7_redirects_total{outcome="notFound"}': 2,
    'lnk7_redirects_total{outcome="password"}': 1,
    'lnk7_redirects_total{outcome="preview"}': 1,
  });
  const lookUps = valuesOf(text, "lnk7_link_cache_lookups_total");
  expect(lookUps['lnk7_link_cache_lookups_total{result="misses"}']).toBeGreaterThanOrEqual(4);
  expect(lookUps['lnk7_link_cache_lookups_total{result="hits"}']).toBeGreaterThanOrEqual(3);
});

test("counts accounts, logins, links, subscriptions and clicks, and measures the database", async () => {
  const here = await createWorld();
  const { anonymous } = here;
  const alice = await here.signUp("alice");
  const wrong = { email: "alice@example.com", password: `${password}!` };
  await anonymous.post("/api/v1/auth/login", wrong);
  const { short_code } = await alice.createLink();
  subscribe(here, authorizationHeader(alice));
  await waitForSubscribers(here);
  for (let visit = 0; visit < 5; visit++) await anonymous.visit(short_code);

  await vi.waitFor(async () => {
    expect(valuesOf((await anonymous.get("/metrics")).text)).toMatchObject({
      lnk7_clicks_written_total: 5,
      lnk7_clicks_waiting: 0,
      lnk7_oldest_click_waiting_seconds: 0,
    });
  }, 10_000);
  const values = valuesOf((await anonymous.get("/metrics")).text);
  expect(values).toMatchObject({
    lnk7_registrations_total: 1,
    'lnk7_logins_total{outcome="succeeded"}': 1,
    'lnk7_logins_total{outcome="failed"}': 1,
    lnk7_links_created_total: 1,
    lnk7_open_subscriptions: 1,
    lnk7_clicks_aggregated_total: 0,
    lnk7_clicks_condensed_total: 0,
    lnk7_click_write_failures_total: 0,
  });
  expect(values.lnk7_database_statement_duration_seconds_count).toBeGreaterThan(3);
});

test("measures requests by route and creates no labels for unknown paths", async () => {
  const { anonymous, signUp } = await createWorld();
  const alice = await signUp("alice");
  const { id } = await alice.createLink();
  await alice.get(`/api/v1/links/${id}`);
  for (let odd = 0; odd < 20; odd++) {
    await anonymous.get(`/api/odd-${odd}`);
    await anonymous.get(`/graphql/odd-${odd}`);
    await anonymous.get(`/odd-${odd}`);
    await alice.get(`/api/v1/links/${odd + 1_000}`);
  }

  const { text } = await anonymous.get("/metrics");
  const counts = valuesOf(text, "lnk7_http_request_duration_seconds_count");
  const count = (route: string, status: number, method = "GET") =>
    counts[
      `lnk7_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`
    ];
  expect(count("/api/v1/links/:link_id", 200)).toBe(1);
  expect(count("/api/v1/links/:link_id", 404)).toBe(20);
  expect(count("/api/v1/auth/login", 200, "POST")).toBe(1);
  expect(Object.keys(counts).length).toBeLessThan(10);
  expect(text).not.toContain("odd-");
});

test("reports memory, open files and event-loop delay, with a description of each metric", async () => {
  const { text } = await (await createWorld()).anonymous.get("/metrics");

  for (const name of [
    "process_resident_memory_bytes",
    "process_open_fds",
    "nodejs_eventloop_lag_p99_seconds",
  ]) {
    expect(valuesOf(text, name)[name]).toBeGreaterThan(0);
  }
  const named = [...text.matchAll(/^# TYPE (lnk7_\w+)/gm)].map(([, name]) => name);
  const helped = [...text.matchAll(/^# HELP (lnk7_\w+) \S.{10}/gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(12);
  expect(helped).toEqual(named);
});
