import { expect, test } from "vitest";
import { browser } from "../support/browser.ts";
import { password, world } from "../support/world.ts";

const startSession = `mutation ($input: StartSessionInput!) {
  startSession(input: $input) { __typename }
}`;
const endSession = "mutation { endSession { ... on EndSessionPayload { ended } } }";
const input = { email: "alice@example.com", password };
const viewer = "{ viewer { email } }";
const signedIn = { data: { viewer: { email: "alice@example.com" } } };
const foreign: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: "http://lnk7.test" },
];
const refused = {
  errors: [
    {
      message: "A request that acts on the session cookie must come from this site.",
      extensions: { code: "FORBIDDEN" },
    },
  ],
};

test.each(foreign)(
  "a mutation with the cookie from a foreign page is refused: %o",
  async (headers) => {
    const here = await world();
    await here.person("alice");
    const desk = await browser(here, "alice");

    const answer = await desk.runs(endSession, {}, headers);

    expect([answer.status, answer.body]).toEqual([403, refused]);
    expect((await desk.runs(viewer)).body).toEqual(signedIn);
  },
);

test.each(foreign)("a foreign page cannot sign a visitor in: %o", async (headers) => {
  const { anybody, person } = await world();
  await person("alice");

  const answer = await anybody.runs(startSession, { input }, headers);

  expect(answer.body.errors.map((error: { message: string }) => error.message)).toEqual(
    refused.errors.map(({ message }) => message),
  );
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test.each<Record<string, string>>([
  { origin: "http://lnk7.test" },
  { "sec-fetch-site": "same-origin" },
])("a mutation with the cookie from the service's own pages is served: %o", async (headers) => {
  const here = await world();
  await here.person("alice");
  const desk = await browser(here, "alice");

  const { body } = await desk.runs(endSession, {}, headers);

  expect(body.data.endSession.ended).toBe(true);
});
