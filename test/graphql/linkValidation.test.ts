import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

const createLink = `mutation ($input: CreateLinkInput!) {
  createLink(input: $input) { __typename ... on UserError { code field message } }
}`;
const originalUrl = "https://example.com/";

const urlError = ["InvalidUrlError", "INVALID_URL", "originalUrl"];
const codeError = ["InvalidShortCodeError", "INVALID_SHORT_CODE", "shortCode"];
const codeForm =
  "The short code is not valid. Use 3 to 64 letters from a to z, digits, hyphens or underscores.";
const urlForm =
  "The URL is not valid. Use an absolute http or https URL, such as https://example.com/page.";
const clickLimit = "The click limit must be a whole number from 1 to 2147483647.";
const passwordForm = "The link password must have at least 1 character and at most 72 bytes.";

const rejections: [input: object, error: string[], message: string][] = [
  [{ originalUrl: "" }, urlError, urlForm],
  [{ originalUrl: "example.com" }, urlError, urlForm],
  [{ originalUrl: "https://a\0b.example" }, urlError, urlForm],
  [
    { originalUrl: "javascript:alert(1)" },
    urlError,
    "The URL scheme is not supported. Use http or https.",
  ],
  [
    { originalUrl: "JaVa\nScript:alert(1)" },
    urlError,
    "The URL scheme is not supported. Use http or https.",
  ],
  [
    { originalUrl: "https://user@example.com" },
    urlError,
    "URLs with a user name or password are not allowed.",
  ],
  [
    { originalUrl: `https://example.com/${"x".repeat(8_173)}` },
    urlError,
    "The URL is too long: it has 8193 characters. Use at most 8192.",
  ],
  [
    { originalUrl: "https://https//example.com" },
    urlError,
    "The URL contains its scheme twice. Write https:// only once.",
  ],
  [
    { originalUrl: "https://example.com/a\nb" },
    urlError,
    "The URL contains a line break. Remove it.",
  ],
  [
    { originalUrl: "HTTP://LNK7.test./abc" },
    urlError,
    "The URL points to this service. Use the destination itself.",
  ],
  [{ shortCode: "ab" }, codeError, codeForm],
  [{ shortCode: "" }, codeError, codeForm],
  [{ shortCode: "x".repeat(65) }, codeError, codeForm],
  [{ shortCode: "a.b" }, codeError, codeForm],
  [{ shortCode: "ABC\n" }, codeError, codeForm],
  [{ shortCode: "API" }, codeError, "The short code api is reserved. Choose another one."],
  [
    { title: "x".repeat(201) },
    ["InvalidTitleError", "INVALID_TITLE", "title"],
    "The title is too long. Use at most 200 characters.",
  ],
  [
    { expiresAt: "2020-01-01T00:00:00Z" },
    ["InvalidExpiryError", "INVALID_EXPIRY", "expiresAt"],
    "The expiry must be in the future.",
  ],
  [{ maxClicks: 0 }, ["InvalidMaxClicksError", "INVALID_MAX_CLICKS", "maxClicks"], clickLimit],
  [{ password: "" }, ["InvalidPasswordError", "INVALID_PASSWORD", "password"], passwordForm],
  [
    { password: "x".repeat(73) },
    ["InvalidPasswordError", "INVALID_PASSWORD", "password"],
    passwordForm,
  ],
];

test("rejects invalid links by name without creating them", async () => {
  const { signUp, services } = await createWorld();
  const alice = await signUp("alice");

  for (const [input, [__typename, code, field], message] of rejections) {
    const { body } = await alice.graphql(createLink, { input: { originalUrl, ...input } });
    expect([input, body]).toEqual([
      input,
      { data: { createLink: { __typename, code, field, message } } },
    ]);
  }
  expect(await services.database.link.count()).toBe(0);
});
