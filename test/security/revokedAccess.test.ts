import { expect, test, vi } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { authorizationHeader, subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { createWorld, password, type World } from "../support/world.ts";

const viewer = "{ viewer { email } }";

/** Returns the access of a client with a token and of a browser with a session, for each API. */
async function doors({ url }: World, alice: TestClient, desk: TestClient) {
  const program = createClient(url, alice.token);
  return {
    rest: (await program.get("/api/v1/links")).status,
    graphql: (await program.graphql(viewer)).body,
    browser: (await desk.graphql(viewer)).body,
  };
}

const known = { data: { viewer: { email: "alice@example.com" } } };
const open = { rest: 200, graphql: known, browser: known };
const closedToken = {
  rest: 401,
  graphql: { errors: [{ message: expect.any(String), extensions: { code: "UNAUTHENTICATED" } }] },
};
const signedOut = { browser: { data: { viewer: null } } };

const user = { where: { emailKey: "alice@example.com" } };
const disable = ({ services: { database } }: World) =>
  database.user.update({ ...user, data: { disabledAt: new Date() } });

const deleteAccount = (_: World, alice: TestClient) =>
  alice.graphql(
    `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }`,
    { input: { password } },
  );

const ends: [
  string,
  (here: World, alice: TestClient, desk: TestClient) => Promise<unknown>,
  object,
][] = [
  [
    "its token is revoked",
    async (_, alice) => {
      const { body } = await alice.get("/api/v1/auth/tokens");
      return alice.delete(`/api/v1/auth/tokens/${body.tokens[0].token_id}`);
    },
    { ...open, ...closedToken },
  ],
  [
    "its session is ended",
    (_, __, desk) => desk.graphql("mutation { logout { __typename } }"),
    { ...open, ...signedOut },
  ],
  ["the session expires", async () => setClock("2031-01-01T00:00:00Z"), { ...open, ...signedOut }],
  ["its owner deletes the account", deleteAccount, { ...closedToken, ...signedOut }],
  ["its owner is disabled", disable, { ...closedToken, ...signedOut }],
];

test.each(ends)("access ends immediately in every interface when %s", async (_, end, expected) => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  expect(await doors(here, alice, desk)).toEqual(open);

  await end(here, alice, desk);

  expect(await doors(here, alice, desk)).toEqual(expected);
});

test.each([
  ["is disabled", disable],
  ["deletes the account", deleteAccount],
])("open streams end within a second when their owner %s", async (_, close) => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  const { seen } = subscribe(here, authorizationHeader(alice));
  const others = subscribe(here, authorizationHeader(bob));
  await waitForSubscribers(here, 2);

  await close(here, alice);

  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  expect(others.seen.ended).toBe(false);
});

test("a disabled account keeps its links and regains its tokens when enabled", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const link = await alice.createLink();

  await disable(here);
  const visits = [(await here.anonymous.visit(link.short_code)).status];
  await here.services.database.user.update({ ...user, data: { disabledAt: null } });

  expect(visits).toEqual([302]);
  expect(await doors(here, alice, desk)).toEqual(open);
});

test("only the correct password reveals that an account is disabled", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  await disable(here);
  const logIn = async (secret: string) => {
    const input = { email: "alice@example.com", password: secret };
    const { status, body } = await here.anonymous.post("/api/v1/auth/login", input);
    const session = await here.anonymous.graphql(
      `mutation ($input: StartSessionInput!) {
        startSession(input: $input) { ... on UserError { code } } }`,
      { input },
    );
    return [status, body.detail, session.body.data.startSession.code];
  };

  expect(await logIn(password)).toEqual([
    403,
    "This account is disabled. Contact the operator of this service.",
    "ACCOUNT_DISABLED",
  ]);
  expect(await logIn("wrong horse battery staple")).toEqual([
    401,
    "The email or password is wrong. Check both and try again.",
    "INVALID_CREDENTIALS",
  ]);
});

test("a login that was pending during a password change is rejected", async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { passwordHasher } = here.services;
  const compare = vi.spyOn(passwordHasher, "compare").mockImplementationOnce(async () => {
    await held;
    return true;
  });
  const input = { email: "alice@example.com", password };
  const login = here.anonymous.post("/api/v1/auth/login", input);
  await vi.waitFor(() => expect(compare).toHaveBeenCalledOnce());

  await alice.graphql(
    `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }`,
    { input: { currentPassword: password, newPassword: "another horse battery staple" } },
  );
  answer();

  expect((await login).status).toBe(401);
  expect(await here.services.database.apiToken.count()).toBe(1);
});
