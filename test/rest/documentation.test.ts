import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

const json = { "Content-Type": "application/json" };
const account = '{"email": "you@example.com", "password": "your_password"}';
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Runs the calls of the documentation's quick start. All later calls need its token. */
async function quickStart() {
  const { anonymous, url } = await createWorld();
  const credentials = { method: "POST", headers: json, body: account };
  const registration = await anonymous.request("/api/v1/auth/register", credentials);
  const login = await anonymous.request("/api/v1/auth/login", credentials);
  const owner = createClient(url);
  const call = (path: string, init: RequestInit = {}) =>
    owner.request(path, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${login.body.token}` },
    });
  const created = await call("/api/v1/links", {
    method: "POST",
    headers: json,
    body: '{"original_url": "https://example.com/my-long-url"}',
  });
  return { registration, login, created, call, anybody: anonymous };
}

test("an account can be registered", async () => {
  const { registration } = await quickStart();

  expect([registration.status, registration.body]).toEqual([
    201,
    { id: 1, email: "you@example.com", created_at: time },
  ]);
});

test("a login returns a token in a response that is not cached", async () => {
  const { login } = await quickStart();

  expect([login.status, login.headers.get("cache-control"), login.body]).toEqual([
    200,
    "private, no-store",
    {
      token: expect.stringMatching(/^lnk7_[0-9A-Za-z]{43}$/),
      token_id: expect.stringMatching(/^tok_[0-9A-Za-z]{16}$/),
      token_type: "bearer",
      name: "Login",
      scopes: [
        "links:read",
        "links:write",
        "stats:read",
        "tokens:read",
        "tokens:write",
        "account:write",
      ],
      created_at: time,
      expires_at: null,
      user: { id: 1, email: "you@example.com" },
    },
  ]);
});

test("a link is created with a short URL without a scheme and redirects", async () => {
  const { created, anybody } = await quickStart();

  expect([created.status, created.headers.get("location"), created.body]).toEqual([
    201,
    "/api/v1/links/1",
    {
      id: 1,
      short_code: expect.stringMatching(/^[23456789bcdfghjkmnpqrstvwxyz]{7}$/),
      short_url: `lnk7.test/${created.body.short_code}`,
      original_url: "https://example.com/my-long-url",
      title: null,
      note: null,
      is_active: true,
      status: "active",
      redirect_type: 302,
      expires_at: null,
      max_clicks: null,
      has_password: false,
      click_count: 0,
      last_clicked_at: null,
      created_at: time,
      updated_at: time,
    },
  ]);
  const visit = await anybody.visit(created.body.short_code);
  expect([visit.status, visit.headers.get("location")]).toEqual([302, created.body.original_url]);
});

test("links are listed page by page, newest first", async () => {
  const { created, call } = await quickStart();

  const list = await call("/api/v1/links");

  const page = { links: [created.body], page: 1, per_page: 20, has_next: false };
  expect([list.status, list.body]).toEqual([200, page]);
});

test("a link can be changed, retrieved and deleted permanently", async () => {
  const { created, call, anybody } = await quickStart();

  const updated = await call("/api/v1/links/1", {
    method: "PUT",
    headers: json,
    body: '{"original_url": "https://new-destination.com", "is_active": true}',
  });
  const shown = await call("/api/v1/links/1");
  const deleted = await call("/api/v1/links/1", { method: "DELETE" });

  const link = { ...created.body, original_url: "https://new-destination.com", updated_at: time };
  expect([updated.status, updated.body]).toEqual([200, link]);
  expect([shown.status, shown.body]).toEqual([200, updated.body]);
  expect([deleted.status, deleted.text]).toEqual([204, ""]);
  expect((await call("/api/v1/links/1")).status).toBe(404);
  expect((await anybody.visit(created.body.short_code)).status).toBe(404);
});

test("tokens are listed without their secrets, and a revoked one is invalid immediately", async () => {
  const { login, call } = await quickStart();
  const { token, token_id, name, scopes, created_at, expires_at } = login.body;

  const list = await call("/api/v1/auth/tokens");
  const revoked = await call(`/api/v1/auth/tokens/${token_id}`, { method: "DELETE" });

  const listed = { token_id, name, scopes, created_at, expires_at, last_used_at: time };
  const tokens = [{ ...listed, prefix: token.slice(0, 9), created_by_token_id: null }];
  expect([list.status, list.body]).toEqual([200, { tokens }]);
  expect([revoked.status, revoked.text]).toEqual([204, ""]);
  expect((await call("/api/v1/links")).status).toBe(401);
});
