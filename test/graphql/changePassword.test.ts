import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld, password } from "../support/world.ts";

const newPassword = "another horse battery staple";
const changePassword = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    __typename
    ... on ChangePasswordPayload { user { email } }
    ... on UserError { code field message }
  }
}`;
const changed = {
  data: {
    changePassword: { __typename: "ChangePasswordPayload", user: { email: "alice@example.com" } },
  },
};
const viewer = "{ viewer { email } }";
const signedIn = { data: { viewer: { email: "alice@example.com" } } };

test("the new password replaces the old one", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");

  const answer = await alice.graphql(changePassword, {
    input: { currentPassword: password, newPassword },
  });

  expect(answer.body).toEqual(changed);
  const email = "alice@example.com";
  const login = (secret: string) =>
    anonymous.post("/api/v1/auth/login", { email, password: secret });
  expect([(await login(password)).status, (await login(newPassword)).status]).toEqual([401, 200]);
});

test("changing the password ends the sessions of other browsers, but not the current one", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const phone = await signInBrowser(here, "alice");

  const answer = await desk.graphql(changePassword, {
    input: { currentPassword: password, newPassword },
  });

  expect(answer.body).toEqual(changed);
  expect((await desk.graphql(viewer)).body).toEqual(signedIn);
  expect((await phone.graphql(viewer)).body).toEqual({ data: { viewer: null } });
});

test("changing the password revokes the other tokens on request, but not the current one", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const bob = await here.signUp("bob");
  const desk = await signInBrowser(here, "alice");
  const program = createClient(here.url, (await createApiToken(alice, ["LINKS_READ"])).secret);
  const statuses = async () =>
    Promise.all([alice, program, bob].map(async (who) => (await who.get("/api/v1/links")).status));
  const change = (who: TestClient, from: string, to: string, revokeTokens?: boolean) =>
    who.graphql(changePassword, {
      input: { currentPassword: from, newPassword: to, revokeTokens },
    });

  await change(desk, password, newPassword);
  expect(await statuses()).toEqual([200, 200, 200]);
  await change(alice, newPassword, password, true);
  expect(await statuses()).toEqual([200, 401, 200]);
  expect((await desk.graphql(viewer)).body).toEqual({ data: { viewer: null } });
  await change(await signInBrowser(here, "alice"), password, newPassword, true);
  expect(await statuses()).toEqual([401, 401, 200]);
});

test("only one of two concurrent changes with the same current password succeeds", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  const answers = await Promise.all(
    ["one", "another"].map((word) =>
      alice.graphql(changePassword, {
        input: { currentPassword: password, newPassword: `${word} horse battery staple` },
      }),
    ),
  );

  const outcomes = answers.map(({ body }) => body.data.changePassword.__typename).sort();
  expect(outcomes).toEqual(["ChangePasswordPayload", "InvalidCredentialsError"]);
});

test("a wrong current password changes nothing", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  const answer = await alice.graphql(changePassword, {
    input: { currentPassword: "wrong horse battery staple", newPassword },
  });

  expect(answer.body.data.changePassword).toEqual({
    __typename: "InvalidCredentialsError",
    code: "INVALID_CREDENTIALS",
    field: "currentPassword",
    message: "The current password is wrong. Check it and try again.",
  });
  expect((await desk.graphql(viewer)).body).toEqual(signedIn);
});

test("rejects an invalid new password by name", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  const answer = await alice.graphql(changePassword, {
    input: { currentPassword: password, newPassword: "short" },
  });

  expect(answer.body.data.changePassword).toEqual({
    __typename: "InvalidPasswordError",
    code: "INVALID_PASSWORD",
    field: "newPassword",
    message: "The password is too short. Use at least 8 characters.",
  });
});

test("rejects a password change without authentication", async () => {
  const { anonymous } = await createWorld();

  const { body } = await anonymous.graphql(changePassword, {
    input: { currentPassword: password, newPassword },
  });

  expect([body.data, body.errors[0].extensions]).toEqual([
    { changePassword: null },
    { code: "UNAUTHENTICATED" },
  ]);
});
