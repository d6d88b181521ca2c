import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

const createLink = `mutation ($input: CreateLinkInput!) {
  createLink(input: $input) { __typename ... on UserError { code field message } }
}`;
const originalUrl = "https://example.com/";

const urlError = ["InvalidUrlError", "INVALID_URL", "originalUrl"];
const codeError = ["InvalidShortCodeError", "INVALID_SHORT_CODE", "shortCode"];
const codeForm =
  "A short code is 3 to 64 characters long, of letters a to z, digits, hyphen and underscore.";
const urlForm = "This is not a URL. It should look like https://example.com/page.";
const clickLimit = "A click limit is a whole number from 1 to 2147483647.";
const passwordForm = "A link's password has 1 character to 72 bytes.";

const refusals: [input: object, error: string[], message: string][] = [
  [{ originalUrl: "" }, urlError, urlForm],
  [{ originalUrl: "example.com" }, urlError, urlForm],
  [{ originalUrl: "https://a\0b.example" }, urlError, urlForm],
  [{ originalUrl: "javascript:alert(1)" }, urlError, "Only http and https URLs can be shortened."],
  [
    { originalUrl: "JaVa\nScript:alert(1)" },
    urlError,
    "Only http and https URLs can be shortened.",
  ],
  [
    { originalUrl: "https://user@example.com" },
    urlError,
    "The URL holds a user name or password, which everybody would see.",
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
    "The URL leads back to this service. Shorten where it leads instead.",
  ],
  [{ shortCode: "ab" }, codeError, codeForm],
  [{ shortCode: "" }, codeError, codeForm],
  [{ shortCode: "x".repeat(65) }, codeError, codeForm],
  [{ shortCode: "a.b" }, codeError, codeForm],
  [{ shortCode: "ABC\n" }, codeError, codeForm],
  [{ shortCode: "API" }, codeError, "The short code api is reserved: choose another."],
  [
    { title: "x".repeat(201) },
    ["InvalidTitleError", "INVALID_TITLE", "title"],
    "A title has at most 200 characters.",
  ],
  [
    { expiresAt: "2020-01-01T00:00:00Z" },
    ["InvalidExpiryError", "INVALID_EXPIRY", "expiresAt"],
    "The link would be expired already: choose a time to come.",
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
  const { signUp, service } = await createWorld();
  const alice = await signUp("alice");

  for (const [input, [__typename, code, field], message] of refusals) {
    const { body } = await alice.graphql(createLink, { input: { originalUrl, ...input } });
    expect([input, body]).toEqual([
      input,
      { data: { createLink: { __typename, code, field, message } } },
    ]);
  }
  expect(await service.database.link.count()).toBe(0);
});
