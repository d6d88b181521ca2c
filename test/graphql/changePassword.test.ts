import { expect, test } from "vitest";
import { browser } from "../support/browser.ts";
import { password, world } from "../support/world.ts";

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
  const { person, anybody } = await world();
  const alice = await person("alice");

  const answer = await alice.runs(changePassword, {
    input: { currentPassword: password, newPassword },
  });

  expect(answer.body).toEqual(changed);
  const email = "alice@example.com";
  const login = (secret: string) => anybody.post("/api/v1/auth/login", { email, password: secret });
  expect([(await login(password)).status, (await login(newPassword)).status]).toEqual([401, 200]);
});

test("it ends the sessions of other browsers, and keeps one's own", async () => {
  const here = await world();
  await here.person("alice");
  const desk = await browser(here, "alice");
  const phone = await browser(here, "alice");

  const answer = await desk.runs(changePassword, {
    input: { currentPassword: password, newPassword },
  });

  expect(answer.body).toEqual(changed);
  expect((await desk.runs(viewer)).body).toEqual(signedIn);
  expect((await phone.runs(viewer)).body).toEqual({ data: { viewer: null } });
});

test("a wrong current password changes nothing", async () => {
  const here = await world();
  const alice = await here.person("alice");
  const desk = await browser(here, "alice");

  const answer = await alice.runs(changePassword, {
    input: { currentPassword: "wrong horse battery staple", newPassword },
  });

  expect(answer.body.data.changePassword).toEqual({
    __typename: "InvalidCredentialsError",
    code: "INVALID_CREDENTIALS",
    field: null,
    message: "The current password is wrong.",
  });
  expect((await desk.runs(viewer)).body).toEqual(signedIn);
});

test("a new password that nobody may choose is refused by name", async () => {
  const { person } = await world();
  const alice = await person("alice");

  const answer = await alice.runs(changePassword, {
    input: { currentPassword: password, newPassword: "short" },
  });

  expect(answer.body.data.changePassword).toEqual({
    __typename: "InvalidPasswordError",
    code: "INVALID_PASSWORD",
    field: "newPassword",
    message: "The password is too short: use at least 8 characters.",
  });
});

test("nobody can change it without being signed in", async () => {
  const { anybody } = await world();

  const { body } = await anybody.runs(changePassword, {
    input: { currentPassword: password, newPassword },
  });

  expect([body.data, body.errors[0].extensions]).toEqual([
    { changePassword: null },
    { code: "UNAUTHENTICATED" },
  ]);
});
