import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

const outcome = `__typename
  ... on UserError { code message field path }
  ... on InvalidInputError { errors { __typename code field path } }
  ... on RateLimitedError { retryAfterSeconds }`;

async function run(person: TestClient, mutation: string, input: object) {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { body } = await person.graphql(
    `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { ${outcome} } }`,
    { input },
  );
  return body.data?.[mutation] ?? body;
}

const fault = (__typename: string, code: string, field: string) => ({
  __typename,
  code,
  field,
  path: [field],
});

test("all invalid fields of an input are reported at once", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");

  const link = await run(alice, "createLink", {
    originalUrl: "nonsense",
    shortCode: "!",
    title: "a".repeat(201),
    expiresAt: "2020-01-01T00:00:00Z",
    maxClicks: 0,
    password: "",
  });
  const account = await run(here.anonymous, "register", { email: "nobody", password: "short" });
  const token = await run(alice, "createToken", { name: " ", scopes: [], expiresAt: "soon" });

  expect(link).toMatchObject({
    __typename: "InvalidInputError",
    code: "INVALID_INPUT",
    path: null,
  });
  expect(link.errors).toEqual([
    fault("InvalidShortCodeError", "INVALID_SHORT_CODE", "shortCode"),
    fault("InvalidUrlError", "INVALID_URL", "originalUrl"),
    fault("InvalidTitleError", "INVALID_TITLE", "title"),
    fault("InvalidExpiryError", "INVALID_EXPIRY", "expiresAt"),
    fault("InvalidMaxClicksError", "INVALID_MAX_CLICKS", "maxClicks"),
    fault("InvalidPasswordError", "INVALID_PASSWORD", "password"),
  ]);
  expect([account.errors, token.errors]).toEqual([
    [
      fault("InvalidEmailError", "INVALID_EMAIL", "email"),
      fault("InvalidPasswordError", "INVALID_PASSWORD", "password"),
    ],
    [
      fault("InvalidTokenNameError", "INVALID_TOKEN_NAME", "name"),
      fault("InvalidScopesError", "INVALID_SCOPES", "scopes"),
      fault("InvalidExpiryError", "INVALID_EXPIRY", "expiresAt"),
    ],
  ]);
  const rest = await alice.post("/api/v1/links", { original_url: "nonsense", short_code: "a b" });
  expect([rest.status, rest.body]).toEqual([
    400,
    {
      detail:
        "The short code is not valid. Use 3 to 64 letters from a to z, digits, hyphens or underscores. " +
        "The URL is not valid. Use an absolute http or https URL, such as https://example.com/page.",
    },
  ]);
});

test.each([
  ["expiresAt", "2027-01-01"],
  ["expiresAt", "2027-01-01T10:00"],
  ["expiresAt", ""],
  ["expiresAt", 1_900_000_000],
  ["expiresAt", "9999-12-31T23:59:59-01:00"],
  ["maxClicks", 1.5],
  ["maxClicks", 3_000_000_000],
  ["maxClicks", "5"],
])(
  "a date or number that does not parse is a user error at its field: %s %o",
  async (field, value) => {
    const here = await createWorld();
    const alice = await here.signUp("alice");
    const link = await alice.createLink({ title: "Before" });
    const [name, code] =
      field === "expiresAt"
        ? ["InvalidExpiryError", "INVALID_EXPIRY"]
        : ["InvalidMaxClicksError", "INVALID_MAX_CLICKS"];

    const created = await run(alice, "createLink", {
      originalUrl: "https://example.com/",
      [field]: value,
    });
    const updated = await run(alice, "updateLink", {
      by: { databaseId: link.id },
      title: "After",
      [field]: value,
    });

    expect([created, updated]).toMatchObject([fault(name, code, field), fault(name, code, field)]);
    expect((await alice.get(`/api/v1/links/${link.id}`)).body).toEqual(link);
  },
);

test("a literal that does not parse is a user error as well", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");

  const { body } = await alice.graphql(`mutation {
    createLink(input: { originalUrl: "https://example.com/", maxClicks: 1.5, expiresAt: "soon" }) {
      ... on InvalidInputError { errors { field } }
    }
  }`);

  expect(body).toEqual({
    data: { createLink: { errors: [{ field: "expiresAt" }, { field: "maxClicks" }] } },
  });
});

test("null cannot change a setting that always has a value, and removes any other", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ is_active: false, redirect_type: 301, title: "Title" });
  const by = { databaseId: link.id };

  const rejected = [];
  for (const field of ["originalUrl", "isActive", "redirectType"]) {
    rejected.push(await run(alice, "updateLink", { by, title: null, [field]: null }));
  }
  const unchanged = (await alice.get(`/api/v1/links/${link.id}`)).body;
  const removed = await run(alice, "updateLink", { by, title: null });

  expect(rejected).toEqual(
    ["originalUrl", "isActive", "redirectType"].map((field) => ({
      ...fault("ValueRequiredError", "VALUE_REQUIRED", field),
      message: `${field} cannot be null. Omit it to keep its value.`,
    })),
  );
  expect(unchanged).toEqual(link);
  expect(removed).toEqual({ __typename: "UpdateLinkPayload" });
});

test("a link with values that cannot be set any more can be saved with them", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const expiresAt = "2030-01-02T00:00:00.000Z";
  const link = await alice.createLink({ expires_at: expiresAt, title: "Before" });
  const by = { databaseId: link.id };
  const form = { originalUrl: link.original_url, redirectType: "FOUND", isActive: true };
  setClock("2030-01-03T00:00:00Z");

  const saved = await run(alice, "updateLink", { by, ...form, expiresAt, title: "After" });
  const moved = await run(alice, "updateLink", { by, expiresAt: "2030-01-02T00:00:01Z" });
  const both = await run(alice, "updateLink", { by, expiresAt, title: "a".repeat(201) });

  expect(saved).toEqual({ __typename: "UpdateLinkPayload" });
  expect(moved).toMatchObject(fault("InvalidExpiryError", "INVALID_EXPIRY", "expiresAt"));
  expect(both).toMatchObject(fault("InvalidTitleError", "INVALID_TITLE", "title"));
  const { title, expires_at } = (await alice.get(`/api/v1/links/${link.id}`)).body;
  expect([title, expires_at]).toEqual(["After", expiresAt]);
});

test("an exceeded limit is a user error with the time to wait, and sets Retry-After", async () => {
  const here = await createWorld({ RATE_LIMIT: "on", LIMIT_LINK_BURST_PER_ACCOUNT: "1/1m" });
  const alice = await here.signUp("alice");
  await alice.createLink();

  const { status, headers, body } = await alice.graphql(
    `mutation { createLink(input: { originalUrl: "https://example.com/" }) { ${outcome} } }`,
  );

  const { retryAfterSeconds, ...error } = body.data.createLink;
  expect([status, error]).toEqual([
    200,
    {
      __typename: "RateLimitedError",
      code: "RATE_LIMITED",
      field: null,
      path: null,
      message: `Too many requests. Try again in ${retryAfterSeconds} seconds.`,
    },
  ]);
  expect(headers.get("retry-after")).toBe(String(retryAfterSeconds));
  expect(headers.get("ratelimit")).toBe(`"linkBurstPerAccount";r=0;t=${retryAfterSeconds}`);
});
