import { expect, test } from "vitest";
import type { Answer } from "../support/client.ts";
import { world } from "../support/world.ts";

const nothing = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const protective = {
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};
const underHttps = {
  "cross-origin-opener-policy": "same-origin",
  "strict-transport-security": "max-age=31536000",
};
const named = [...Object.keys(protective), ...Object.keys(underHttps)];

function protection({ headers }: Answer): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => named.includes(name)));
}

const html = { accept: "text/html" };

test.each([
  ["http://lnk7.test", protective],
  ["https://lnk7.test", { ...protective, ...underHttps }],
])("every answer but a redirect keeps other sites away, at %s", async (baseUrl, expected) => {
  const { anybody, person } = await world({ BASE_URL: baseUrl });
  const alice = await person("alice");
  const link = await alice.createsLink();
  const protectedLink = await alice.createsLink({ password: "sesame" });

  const answers: Record<string, Answer> = {
    home: await anybody.get("/"),
    graphiql: await anybody.get("/graphql", html),
    graphiqlScript: await anybody.get("/graphql/graphiql.js"),
    reference: await anybody.get("/api/v1/docs"),
    list: await alice.get("/api/v1/links"),
    refused: await anybody.get("/api/v1/links"),
    nowhereInApi: await anybody.get("/api/nowhere"),
    query: await alice.runs("{ viewer { email } }"),
    refusedQuery: await anybody.request("/graphql", { method: "POST", body: "{}" }),
    unknownCode: await anybody.get("/n0such1"),
    unknownCodeAsJson: await anybody.get("/n0such1", { accept: "application/json" }),
    health: await anybody.get("/healthz"),
    robots: await anybody.get("/robots.txt"),
    nowhere: await anybody.get("/no/where"),
    password: await anybody.get(`/${protectedLink.short_code}`),
    preview: await anybody.get(`/${link.short_code}+`),
    previewAsJson: await anybody.get(`/${link.short_code}+`, { accept: "application/json" }),
  };

  for (const [name, answer] of Object.entries(answers)) {
    expect(protection(answer), name).toEqual(expected);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy, name).toContain("default-src 'none'");
    expect(policy, name).toContain("frame-ancestors 'none'");
    expect(policy.match(/script-src [^;]*/)?.[0] ?? "script-src 'self'", name).toBe(
      "script-src 'self'",
    );
    expect(policy, name).not.toContain("unsafe-eval");
  }
  for (const name of ["list", "refused", "query", "previewAsJson", "unknownCodeAsJson"]) {
    expect(answers[name]?.headers.get("content-security-policy"), name).toBe(nothing);
  }
});

test("a redirect carries only what it needs", async () => {
  const { person } = await world({ BASE_URL: "https://lnk7.test" });
  const alice = await person("alice");
  const link = await alice.createsLink({ original_url: "https://example.com/there" });

  const { status, headers } = await alice.visit(link.short_code);

  const always = ["connection", "date", "keep-alive"];
  expect(status).toBe(302);
  expect(Object.fromEntries([...headers].filter(([name]) => !always.includes(name)))).toEqual({
    "cache-control": "private, no-store",
    "content-length": "0",
    location: "https://example.com/there",
  });
});

test("what GraphiQL loads is compressed once and kept by browsers that have it", async () => {
  const { anybody } = await world();
  const path = "/graphql/graphiql.css";

  const plain = await anybody.get(path, { "accept-encoding": "identity" });
  for (const encoding of ["br", "gzip"]) {
    const answer = await anybody.get(path, { "accept-encoding": `${encoding}, x;q=0` });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toBe("Accept-Encoding, Origin");
    expect(answer.text === plain.text, "the same text").toBe(true);
    const tag = answer.headers.get("etag") ?? "";
    const again = await anybody.get(path, { "if-none-match": tag, "accept-encoding": encoding });
    expect([again.status, again.text]).toEqual([304, ""]);
  }
});
