import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld, password } from "../support/world.ts";

const startSession = `mutation ($input: StartSessionInput!) {
  startSession(input: $input) {
    __typename
    ... on StartSessionPayload { user { email } }
    ... on UserError { code field message }
  }
}`;
const logout = "mutation { logout { ... on LogoutPayload { endedSessionId revokedTokenId } } }";
const input = { email: "alice@example.com", password };
const viewer = "{ viewer { email } }";
const signedIn = { data: { viewer: { email: "alice@example.com" } } };
const signedOut = { data: { viewer: null } };
test.each([
  [
    "http://lnk7.test",
    /^lnk7_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  ],
  [
    "https://lnk7.test",
    /^__Host-lnk7_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  ],
])("with BASE_URL %s, scripts cannot read the session cookie", async (baseUrl, expected) => {
  const here = await createWorld({ BASE_URL: baseUrl });
  await here.signUp("alice");

  const { body, headers } = await here.anonymous.graphql(startSession, { input });

  expect(body).toEqual({
    data: {
      startSession: { __typename: "StartSessionPayload", user: { email: "alice@example.com" } },
    },
  });
  expect(headers.getSetCookie()).toEqual([expect.stringMatching(expected)]);
  expect((await (await signInBrowser(here, "alice")).graphql(viewer)).body).toEqual(signedIn);
});

test("a wrong password does not start a session", async () => {
  const { anonymous, signUp } = await createWorld();
  await signUp("alice");

  const { body, headers } = await anonymous.graphql(startSession, {
    input: { ...input, password: "wrong horse battery staple" },
  });

  expect(body.data.startSession).toEqual({
    __typename: "InvalidCredentialsError",
    code: "INVALID_CREDENTIALS",
    field: null,
    message: "The email or password is wrong. Check both and try again.",
  });
  expect(headers.getSetCookie()).toEqual([]);
});

test("logout ends the session permanently and clears the cookie", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  const { sessions } = (await desk.graphql("{ viewer { sessions { nodes { id } } } }")).body.data
    .viewer;

  const { body, headers } = await desk.graphql(logout);

  expect(body.data.logout).toEqual({
    endedSessionId: sessions.nodes[0].id,
    revokedTokenId: null,
  });
  expect(headers.getSetCookie()).toEqual([
    "lnk7_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  ]);
  expect((await desk.graphql(viewer)).body).toEqual(signedOut);
  expect((await desk.graphql(logout)).body.data.logout).toEqual({
    endedSessionId: null,
    revokedTokenId: null,
  });
});

test("a session and its cookie expire 30 days after the last use", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  setClock("2030-01-01T00:59:59Z");
  expect((await desk.graphql(viewer)).headers.getSetCookie()).toEqual([]);
  setClock("2030-01-30T23:59:59Z");
  const renewing = await desk.graphql(viewer);
  expect(renewing.body).toEqual(signedIn);
  expect(renewing.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^lnk7_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  setClock("2030-03-01T23:59:58Z");
  expect((await desk.graphql(viewer)).body).toEqual(signedIn);
  setClock("2030-03-31T23:59:58Z");
  expect((await desk.graphql(viewer)).body).toEqual(signedOut);
});

test("a token in the header takes precedence over the cookie", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const bob = await here.signUp("bob");
  const desk = await signInBrowser(here, "alice");

  const { body } = await desk.graphql(viewer, {}, { authorization: `Bearer ${bob.token}` });

  expect(body).toEqual({ data: { viewer: { email: "bob@example.com" } } });
});
