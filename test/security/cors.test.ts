import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

const listed = "https://app.example";
const exposed =
  "Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id";

function permissions(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => name.startsWith("access-control-") || name === "vary"),
  );
}

const anybodys = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": exposed,
  vary: "Origin",
};
const trusted = {
  ...anybodys,
  "access-control-allow-origin": listed,
  "access-control-allow-credentials": "true",
};
/** The headers that a page may send depend on whether it may send the cookie. */
const preflight = (isTrusted: boolean) => ({
  "access-control-allow-headers": isTrusted
    ? expect.stringMatching(
        /^Authorization, Content-Type, .*traceparent.*, apollo-require-preflight$/,
      )
    : "*, Authorization",
  "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE",
  "access-control-max-age": "7200",
});

test.each([
  [listed, trusted],
  ["https://evil.example", anybodys],
  ["https://app.example.evil.example", anybodys],
  ["http://app.example", anybodys],
  ["https://sub.app.example", anybodys],
  ["null", anybodys],
  ["HTTPS://APP.EXAMPLE", anybodys],
])("permissions of a page at %s depend only on the configured list", async (origin, expected) => {
  const { anonymous } = await createWorld({ CORS_ORIGINS: listed });

  for (const path of ["/api/v1/links", "/api/nowhere", "/graphql?query={viewer{id}}"]) {
    const { headers } = await anonymous.get(path, { origin, cookie: "lnk7_session=x" });
    expect(permissions(headers), path).toEqual(expected);
    const asked = await anonymous.request(path, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "PUT" },
    });
    expect([asked.status, permissions(asked.headers)]).toEqual([
      204,
      { ...expected, ...preflight(expected === trusted) },
    ]);
  }
});

test("an OPTIONS request that is not a CORS preflight lists the allowed methods", async () => {
  const { anonymous } = await createWorld();

  const { status, headers } = await anonymous.request("/api/v1/links", { method: "OPTIONS" });

  expect([status, headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
});

test("redirects and pages of links grant nothing to scripts of other origins", async () => {
  const { signUp } = await createWorld({ CORS_ORIGINS: listed });
  const alice = await signUp("alice");
  const link = await alice.createLink();

  for (const path of ["/", `/${link.short_code}`, `/${link.short_code}+`, "/n0such1"]) {
    const { headers } = await alice.get(path, { origin: listed });
    const { vary = "", ...granted } = permissions(headers);
    expect(granted, path).toEqual({});
    expect(vary, path).not.toMatch(/origin/i);
  }
});

test.each(["*", "null", "https://app.example/path", "app.example", "ftp://app.example", "a,,b"])(
  "CORS_ORIGINS=%s is rejected at startup",
  async (origins) => {
    await expect(createWorld({ CORS_ORIGINS: origins })).rejects.toThrow(
      "CORS_ORIGINS: must be origins separated by commas",
    );
  },
);
