import { expect, test } from "vitest";
import { expectRejection } from "../support/expectRejection.ts";
import { createTwoUsers } from "../support/twoUsers.ts";
import { createWorld, password } from "../support/world.ts";

const email = "dora@example.com";
const original_url = "https://example.com/";

const misfit = (field: string, message: string) => `422 The field ${field} ${message}.`;
const notA = (kind: string, received: string) =>
  received === "undefined" ? `is missing. It must be a ${kind}` : `must be a ${kind}`;
const notAnEmail = "400 The email address is not valid. Use the form you@example.com.";
const badCode =
  "400 The short code is not valid. Use 3 to 64 letters from a to z, digits, hyphens or underscores.";
const badTitle = "400 The title is too long. Use at most 200 characters.";
const badType = misfit("redirect_type", "must be 301, 302, 307 or 308");
const oddTitle = "400 The title contains an invalid character.";
const badLimit = "400 The click limit must be a whole number from 1 to 2147483647.";
const badPassword = "400 The link password must have at least 1 character and at most 72 bytes.";
const pastExpiry = "400 The expiry must be in the future.";
const notATime = misfit("expires_at", "must be an RFC 3339 time, such as 2030-12-31T23:59:59Z");
const tooLong = "400 The password is too long. Use at most 72 bytes.";
const tooShort = "400 The password is too short. Use at least 8 characters.";
const common = "400 This password is very common and easy to guess. Choose another one.";

type Cases = [body: Record<string, unknown>, answer: string][];

const ofCredentials: Cases = [
  [{ password }, misfit("email", notA("string", "undefined"))],
  [{ email }, misfit("password", notA("string", "undefined"))],
  [{ email: 1, password }, misfit("email", notA("string", "number"))],
  [{ email, password: ["secret"] }, misfit("password", notA("string", "array"))],
  [{ email: null, password }, misfit("email", notA("string", "null"))],
];

const ofAccounts: Cases = [
  [{ email: "", password }, notAnEmail],
  [{ email: "dora", password }, notAnEmail],
  [{ email: "dora@example.com, eve@example.com", password }, notAnEmail],
  [{ email: "dora@example.com\n", password: "short" }, tooShort],
  [{ email: `${"d".repeat(250)}@example.com`, password }, notAnEmail],
  [{ email, password: "" }, tooShort],
  [{ email, password: "1234567" }, tooShort],
  [{ email, password: "Password1" }, common],
  [{ email, password: "a".repeat(73) }, tooLong],
  [{ email, password: "ü".repeat(37) }, tooLong],
  [
    { email: "ALICE@example.com", password },
    "409 This email address is already registered. Log in instead.",
  ],
];

const ofSettings: Cases = [
  [{ original_url: 1 }, misfit("original_url", notA("string", "number"))],
  [{ original_url, title: 1 }, misfit("title", notA("string", "number"))],
  [{ original_url, is_active: "true" }, misfit("is_active", notA("boolean", "string"))],
  [{ original_url, is_active: null }, misfit("is_active", notA("boolean", "null"))],
  [{ original_url, redirect_type: 303 }, badType],
  [{ original_url, redirect_type: "301" }, badType],
  [
    { original_url, max_clicks: 1.5 },
    misfit("max_clicks", "must be a whole number from 1 to 2147483647"),
  ],
  [
    { original_url, max_clicks: "10" },
    misfit("max_clicks", "must be a whole number from 1 to 2147483647"),
  ],
  [{ original_url, password: 1234 }, misfit("password", notA("string", "number"))],
  [{ original_url, expires_at: "tomorrow" }, notATime],
  [{ original_url, expires_at: 1_900_000_000 }, notATime],
  [{ original_url, expires_at: "2030-02-30T00:00:00Z" }, notATime],
  [{ original_url, expires_at: "2030-01-01T00:00:00" }, notATime],
  [{ original_url, expires_at: "2001-01-01T00:00:00Z" }, pastExpiry],
  [{ original_url, title: "a".repeat(201) }, badTitle],
  [{ original_url, title: "a\0b" }, oddTitle],
  [{ original_url, title: "\ud800" }, oddTitle],
  [{ original_url, max_clicks: 0 }, badLimit],
  [{ original_url, max_clicks: -1 }, badLimit],
  [{ original_url, password: "" }, badPassword],
  [{ original_url, password: "a".repeat(73) }, badPassword],
];

const ofNewLinks: Cases = [
  [{}, misfit("original_url", notA("string", "undefined"))],
  [{ original_url: null }, misfit("original_url", notA("string", "null"))],
  [{ original_url, short_code: 1 }, misfit("short_code", notA("string", "number"))],
  [{ original_url, short_code: null }, misfit("short_code", notA("string", "null"))],
  [{ original_url, short_code: "" }, badCode],
  [{ original_url, short_code: "ab" }, badCode],
  [{ original_url, short_code: "a".repeat(65) }, badCode],
  [{ original_url, short_code: "a b" }, badCode],
  [{ original_url, short_code: "ähnlich" }, badCode],
  [{ original_url, short_code: "abc\n" }, badCode],
  [{ original_url, short_code: "../api" }, badCode],
  [{ original_url, short_code: "API" }, "400 The short code api is reserved. Choose another one."],
  [
    { original_url, short_code: "ALICES" },
    "409 The short code alices is already taken. Choose another one.",
  ],
];

const ofChanges: Cases = [
  [{}, "422 The body must have at least one field."],
  [{ short_code: "other" }, "422 The body has an unknown field: short_code. Remove it."],
];

test.each<[method: string, path: string, cases: Cases]>([
  ["POST", "/api/v1/auth/register", [...ofCredentials, ...ofAccounts]],
  ["POST", "/api/v1/auth/login", ofCredentials],
  ["POST", "/api/v1/links", [...ofSettings, ...ofNewLinks]],
  ["PUT", "/api/v1/links/1", [...ofSettings, ...ofChanges]],
])("%s %s rejects every invalid value", async (method, path, cases) => {
  const scene = await createTwoUsers();
  await scene.alice.createLink({ short_code: "alices" });

  for (const [body, answer] of cases) {
    const headers = { "content-type": "application/json" };
    const request = { method, body: JSON.stringify(body), headers };
    expect(await expectRejection(scene, scene.alice, path, request), request.body).toBe(answer);
  }
});

test("rejects a time that RFC 3339 cannot represent", async () => {
  const scene = await createTwoUsers();
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ original_url, expires_at: "9999-12-31T23:59:59-01:00" });

  expect(
    await expectRejection(scene, scene.alice, "/api/v1/links", { method: "POST", body, headers }),
  ).toBe(
    "400 The expiry is not a valid time. Use the form 2030-12-31T23:59:59Z, up to the year 9999.",
  );
});

test("rejects registrations when registration is closed", async () => {
  const scene = await createWorld({ REGISTRATION: "closed" });
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ email, password });
  const path = "/api/v1/auth/register";

  expect(
    await expectRejection(scene, scene.anonymous, path, { method: "POST", body, headers }),
  ).toBe("403 Registration is closed. Ask the operator of this service for an account.");
});
