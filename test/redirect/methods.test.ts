import { METHODS, request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { createWorld } from "../support/world.ts";

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const methods = METHODS.filter((method) => method !== "CONNECT");

interface Received {
  status: number | undefined;
  location: string | undefined;
  allow: string | undefined;
  kept: string | undefined;
  body: string;
}

/** Sends any method unchanged, with a body if it allows one. */
async function send(
  url: string,
  code: string,
  method: string,
  { body = "", headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    request(`${url}/${code}`, { method, headers: { "user-agent": browser, ...headers } })
      .on("error", reject)
      .on("response", async (response) => {
        const { location, allow, "cache-control": kept } = response.headers;
        const received = await text(response);
        resolve({ status: response.statusCode, location, allow, kept, body: received });
      })
      .end(body);
  });
}

const form = { "content-type": "application/x-www-form-urlencoded" };

test.each([307, 308])(
  "redirects every method with %i without changing the method to GET",
  async (type) => {
    const { url, signUp } = await createWorld();
    const alice = await signUp("alice");
    const { id, short_code } = await alice.createLink({ redirect_type: type });

    for (const method of methods) {
      const { status, location, kept } = await send(url, short_code, method);
      const isRead = method === "GET" || method === "HEAD";
      const expected = isRead && type === 308 ? "private, max-age=90" : "private, no-store";
      expect({ method, status, location, kept }).toEqual({
        method,
        status: type,
        location: "https://example.com/",
        kept: expected,
      });
    }
    for (const [body, headers] of [
      ['{"a":1}', { "content-type": "application/json" }],
      ["a=b", form],
      ["x".repeat(1_000_000), { "content-type": "text/plain" }],
    ] as const) {
      expect((await send(url, short_code, "POST", { body, headers })).status).toBe(type);
    }
    const notVisits = ["HEAD", "OPTIONS", "TRACE"];
    const visits = methods.length - notVisits.length + 3;
    await vi.waitFor(async () => {
      expect((await alice.get(`/api/v1/links/${id}`)).body.click_count).toBe(visits);
    }, 10_000);
  },
);

test.each([301, 302])(
  "redirects GET, HEAD and POST for a link of type %i and rejects other methods with 405",
  async (type) => {
    const { url, signUp } = await createWorld();
    const { short_code } = await (await signUp("alice")).createLink({ redirect_type: type });

    for (const method of methods) {
      const { status, location, allow } = await send(url, short_code, method);
      const taken: Record<string, number> = { GET: type, HEAD: type, POST: 303 };
      const isTaken = method in taken;
      expect({ method, status, location, allow }).toEqual({
        method,
        status: taken[method] ?? 405,
        location: isTaken ? "https://example.com/" : undefined,
        allow: isTaken ? undefined : "GET, HEAD, POST",
      });
    }
    const { body } = await send(url, short_code, "PUT", {
      headers: { accept: "application/json" },
    });
    expect(JSON.parse(body)).toEqual({
      detail: "This short link supports GET, HEAD, POST only.",
    });
  },
);

test("requires the password of a link first for every method and never forwards it", async () => {
  const { url, signUp, services } = await createWorld();
  const alice = await signUp("alice");
  const { id, short_code } = await alice.createLink({ redirect_type: 307, password: "sesame" });
  const unlock = { body: "password=sesame", headers: form };

  for (const method of methods) {
    const { status, location } = await send(url, short_code, method);
    expect({ method, status, location }).toEqual({ method, status: 401, location: undefined });
  }
  expect((await send(url, short_code, "PUT", unlock)).status).toBe(401);
  expect((await send(url, short_code, "POST", unlock)).status).toBe(303);

  // A visitor may have the form open when the password is removed.
  await alice.put(`/api/v1/links/${id}`, { password: null });
  expect((await send(url, short_code, "POST", unlock)).status).toBe(303);
  expect((await send(url, short_code, "POST")).status).toBe(307);
  expect(services.counters.redirects.password).toBe(methods.length + 1);
});

test("responds to every method alike for closed and unknown links", async () => {
  const { url, signUp, services } = await createWorld();
  const alice = await signUp("alice");
  const off = await alice.createLink({ is_active: false, redirect_type: 307 });
  const expired = await alice.createLink({ redirect_type: 302 });
  await services.database.link.update({
    where: { id: expired.id },
    data: { expiresAt: new Date(Date.now() - 1) },
  });

  for (const [code, status] of [
    [off.short_code, 404],
    ["n0such1", 404],
    [expired.short_code, 410],
    ["wp-login.php", 404],
  ] as const) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"]) {
      expect([code, method, (await send(url, code, method)).status]).toEqual([
        code,
        method,
        status,
      ]);
    }
  }
});

test("consumes a click of a limited link only for requests that are visits", async () => {
  const { url, signUp } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink({
    redirect_type: 308,
    max_clicks: 2,
  });
  const statuses = [];

  for (const method of ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "GET", "PATCH", "OPTIONS"]) {
    statuses.push((await send(url, short_code, method)).status);
  }

  expect(statuses).toEqual([308, 308, 308, 308, 308, 410, 410, 410]);
});
