import { expect, test } from "vitest";
import { invalidUtf8, withBytes } from "../support/invalidUtf8.ts";
import { createWorld, password, type World } from "../support/world.ts";

const register = `mutation { register(input: { email: "eve@example.com", password: "${password}" }) { __typename } }`;
const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { ... on CreateTokenPayload { secret token { id tokenId } } }
}`;
const rejectedToken = {
  errors: [
    {
      message: "Invalid API token: it is unknown, revoked or expired.",
      extensions: { code: "UNAUTHENTICATED" },
    },
  ],
};

const people = ({ services }: World) => services.database.user.count();

test("rejects a mutation by GET without changes", async () => {
  const here = await createWorld();

  const answer = await here.anonymous.get(`/graphql?query=${encodeURIComponent(register)}`);

  expect([answer.status, answer.headers.get("allow"), await people(here)]).toEqual([
    405,
    "POST",
    0,
  ]);
});

test.each([
  ["form-urlencoded", () => new URLSearchParams({ query: register }), {}],
  ["multipart", multipart, {}],
  ["text/plain", () => JSON.stringify({ query: register }), { "content-type": "text/plain" }],
  ["untyped", () => new Blob([JSON.stringify({ query: register })]), {}],
])("rejects a body without changes: %s", async (_name, body, headers) => {
  const here = await createWorld();

  const answer = await here.anonymous.request("/graphql", {
    method: "POST",
    body: body(),
    headers,
  });

  expect({ status: answer.status, body: answer.body, people: await people(here) }).toEqual({
    status: 415,
    body: {
      errors: [
        {
          message: "The request body must be JSON. Send the header Content-Type: application/json.",
          extensions: { code: "UNSUPPORTED_MEDIA_TYPE" },
        },
      ],
    },
    people: 0,
  });
});

test("rejects a body that is not UTF-8 without changes, regardless of its operation", async () => {
  const here = await createWorld();
  const named = register.replace("eve@", "eve*@");
  const watch = "subscription { linkClicked { clicks } } # *";

  for (const query of [named, watch]) {
    for (const [fault, bytes] of Object.entries(invalidUtf8)) {
      for (const accept of ["application/json", "application/graphql-response+json"]) {
        const answer = await here.anonymous.request("/graphql", {
          method: "POST",
          body: withBytes(JSON.stringify({ query }), bytes),
          headers: { "content-type": "application/json", accept },
        });
        expect([fault, answer.status, answer.body]).toEqual([
          fault,
          400,
          {
            errors: [
              {
                message: "The request body is not UTF-8. Encode it as UTF-8.",
                extensions: { code: "BAD_REQUEST" },
              },
            ],
          },
        ]);
      }
    }
  }
  expect(await people(here)).toBe(0);
});

test("accepts a body with a byte order mark and any UTF-8 character", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const title = "Ünïcödé \ufffd 𝒳 🎉";
  const query = `mutation { createLink(input: { originalUrl: "https://example.com/", title: "${title}" }) {
    ... on CreateLinkPayload { link { title } }
  } }`;

  const { body } = await alice.request("/graphql", {
    method: "POST",
    body: `\ufeff${JSON.stringify({ query })}`,
    headers: { "content-type": "application/json" },
  });

  expect(body.data).toEqual({ createLink: { link: { title } } });
});

function multipart(): FormData {
  const form = new FormData();
  form.set("operations", JSON.stringify({ query: register }));
  form.set("map", "{}");
  return form;
}

test("rejects a batch of operations without changes", async () => {
  const here = await createWorld();

  const answer = await here.anonymous.post("/graphql", [{ query: register }, { query: register }]);

  expect([answer.status, answer.body.errors.length, await people(here)]).toEqual([400, 1, 0]);
});

test("rejects the whole request with a malformed or unknown token", async () => {
  const { anonymous } = await createWorld();

  for (const authorization of [`Bearer lnk7_${"x".repeat(43)}`, "Bearer lnk7_x", "Bearer é"]) {
    const answer = await anonymous.graphql("{ viewer { id } }", {}, { authorization });
    expect([answer.status, answer.body]).toEqual([401, rejectedToken]);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  }
});

test("rejects an Authorization header of another scheme and names the expected form", async () => {
  const { anonymous } = await createWorld();

  for (const authorization of ["", "Bearer", "Basic YTpi", "lnk7_x", "Bearer a b"]) {
    const answer = await anonymous.graphql("{ __typename }", {}, { authorization });
    expect([answer.status, answer.body]).toEqual([
      401,
      {
        errors: [
          {
            message: "The Authorization header is malformed. Use the form: Bearer lnk7_…",
            extensions: { code: "UNAUTHENTICATED" },
          },
        ],
      },
    ]);
  }
});

test("rejects the whole request with a revoked or expired token", async () => {
  const { signUp, anonymous, services } = await createWorld();
  const alice = await signUp("alice");
  const input = { name: "Script", scopes: ["LINKS_READ"] };
  const revoked = (await alice.graphql(createToken, { input })).body.data.createToken;
  const expired = (await alice.graphql(createToken, { input })).body.data.createToken;
  await services.database.apiToken.update({
    where: { publicId: revoked.token.tokenId },
    data: { revokedAt: new Date() },
  });
  await services.database.apiToken.update({
    where: { publicId: expired.token.tokenId },
    data: { expiresAt: new Date() },
  });

  for (const { secret } of [revoked, expired]) {
    const authorization = `Bearer ${secret}`;
    const answer = await anonymous.graphql("{ viewer { id } }", {}, { authorization });
    expect([answer.status, answer.body]).toEqual([401, rejectedToken]);
  }
});

test("viewer is null without a token", async () => {
  const { anonymous } = await createWorld();

  expect((await anonymous.graphql("{ viewer { id } }")).body).toEqual({ data: { viewer: null } });
});

test("serves a self-contained GraphiQL to browsers", async () => {
  const { anonymous } = await createWorld();

  const { status, headers, text } = await anonymous.get("/graphql", {
    accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  });

  expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
  expect(text).toContain("LNK7 GraphiQL");
  const loaded =
    /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^>]*/gi;
  const imported = /(?:@import\s+|\burl\(|\bimport\()\s*["']?(?:https?:)?\/\/[^"')]*/gi;
  expect([...text.matchAll(loaded), ...text.matchAll(imported)].map(([match]) => match)).toEqual(
    [],
  );
});

test("the fields of a response are in the order of the selection", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink();
  const selection = "clickCount owner { email id } id qrCode shortCode databaseId";

  const { text } = await alice.graphql(
    `{ rateLimit { limit } viewer { id email links { nodes { ${selection} } } createdAt } }`,
  );

  const names = [...text.matchAll(/"(\w+)":/g)].map(([, name]) => name);
  expect(names.slice(0, 15)).toEqual([
    "data",
    "rateLimit",
    "viewer",
    "id",
    "email",
    "links",
    "nodes",
    ...["clickCount", "owner", "email", "id", "id", "qrCode", "shortCode", "databaseId"],
  ]);
});
