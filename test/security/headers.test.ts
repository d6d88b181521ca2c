import { expect, test } from "vitest";
import type { TestResponse } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

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

function protection({ headers }: TestResponse): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => named.includes(name)));
}

const html = { accept: "text/html" };

test.each([
  ["http://lnk7.test", protective],
  ["https://lnk7.test", { ...protective, ...underHttps }],
])("responses except redirects protect against other sites, at %s", async (baseUrl, expected) => {
  const { anonymous, signUp } = await createWorld({ BASE_URL: baseUrl });
  const alice = await signUp("alice");
  const link = await alice.createLink();
  const protectedLink = await alice.createLink({ password: "sesame" });

  const answers: Record<string, TestResponse> = {
    home: await anonymous.get("/"),
    graphiql: await anonymous.get("/graphql", html),
    graphiqlScript: await anonymous.get("/graphql/graphiql.js"),
    reference: await anonymous.get("/api/v1/docs"),
    list: await alice.get("/api/v1/links"),
    rejected: await anonymous.get("/api/v1/links"),
    nowhereInApi: await anonymous.get("/api/nowhere"),
    query: await alice.graphql("{ viewer { email } }"),
    rejectedQuery: await anonymous.request("/graphql", { method: "POST", body: "{}" }),
    unknownCode: await anonymous.get("/n0such1"),
    unknownCodeAsJson: await anonymous.get("/n0such1", { accept: "application/json" }),
    health: await anonymous.get("/healthz"),
    robots: await anonymous.get("/robots.txt"),
    nowhere: await anonymous.get("/no/where"),
    password: await anonymous.get(`/${protectedLink.short_code}`),
    preview: await anonymous.get(`/${link.short_code}+`),
    previewAsJson: await anonymous.get(`/${link.short_code}+`, { accept: "application/json" }),
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
  for (const name of ["list", "rejected", "query", "previewAsJson", "unknownCodeAsJson"]) {
    expect(answers[name]?.headers.get("content-security-policy"), name).toBe(nothing);
  }
});

test("a redirect has only the headers it needs", async () => {
  const { signUp } = await createWorld({ BASE_URL: "https://lnk7.test" });
  const alice = await signUp("alice");
  const link = await alice.createLink({ original_url: "https://example.com/there" });

  const { status, headers } = await alice.visit(link.short_code);

  const always = ["connection", "date", "keep-alive"];
  expect(status).toBe(302);
  expect(Object.fromEntries([...headers].filter(([name]) => !always.includes(name)))).toEqual({
    "cache-control": "private, no-store",
    "content-length": "0",
    location: "https://example.com/there",
  });
});

test("the files of GraphiQL are compressed once and cached by browsers", async () => {
  const { anonymous } = await createWorld();
  const path = "/graphql/graphiql.css";

  const plain = await anonymous.get(path, { "accept-encoding": "identity" });
  for (const encoding of ["br", "gzip"]) {
    const answer = await anonymous.get(path, { "accept-encoding": `${encoding}, x;q=0` });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toBe("Accept-Encoding, Origin");
    expect(answer.text === plain.text, "the same text").toBe(true);
    const tag = answer.headers.get("etag") ?? "";
    const again = await anonymous.get(path, { "if-none-match": tag, "accept-encoding": encoding });
    expect([again.status, again.text]).toEqual([304, ""]);
  }
});
