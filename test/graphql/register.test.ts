import { expect, test } from "vitest";
import { setClock } from "../support/clock.ts";
import { password, world } from "../support/world.ts";

const register = `mutation ($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on RegisterPayload { user { databaseId email createdAt } }
    ... on UserError { code field message }
  }
}`;

test("somebody new gets an account, and is not signed in by it", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { anybody } = await world();

  const { body, headers } = await anybody.runs(register, {
    input: { email: " Alice@Example.com ", password },
  });

  expect(body).toEqual({
    data: {
      register: {
        __typename: "RegisterPayload",
        user: {
          databaseId: 1,
          email: "Alice@Example.com",
          createdAt: "2030-01-01T12:00:00.000Z",
        },
      },
    },
  });
  expect(headers.getSetCookie()).toEqual([]);
});

test("an email address has one account, in whichever case it is written", async () => {
  const { anybody, service } = await world();
  await anybody.runs(register, { input: { email: "alice@example.com", password } });

  const again = await anybody.runs(register, { input: { email: "ALICE@example.com", password } });

  expect(again.body.data.register).toEqual({
    __typename: "EmailTakenError",
    code: "EMAIL_TAKEN",
    field: "email",
    message: "This email address has an account already. Log in instead.",
  });
  expect(await service.database.user.count()).toBe(1);
});

test("of two registrations at once with one email address, one wins", async () => {
  const { anybody, service } = await world();
  const input = { email: "alice@example.com", password };

  const answers = await Promise.all([1, 2, 3].map(() => anybody.runs(register, { input })));

  expect(answers.map(({ body }) => body.data.register.__typename).sort()).toEqual([
    "EmailTakenError",
    "EmailTakenError",
    "RegisterPayload",
  ]);
  expect(await service.database.user.count()).toBe(1);
});

test.each([
  "",
  "alice",
  "alice@",
  "@example.com",
  "a b@example.com",
  `${"a".repeat(250)}@example.com`,
])("%j is no email address", async (email) => {
  const { anybody } = await world();

  const { body } = await anybody.runs(register, { input: { email, password } });

  expect(body.data.register).toEqual({
    __typename: "InvalidEmailError",
    code: "INVALID_EMAIL",
    field: "email",
    message: "This is not an email address. It should look like you@example.com.",
  });
});

test.each([
  ["too short", "short", "The password is too short: use at least 8 characters."],
  ["too long", "é".repeat(37), "The password is too long: use at most 72 bytes."],
  [
    "too common",
    "password1",
    "This password is among the most common ones and easily guessed: choose another.",
  ],
])("a password that is %s is refused", async (_name, badPassword, message) => {
  const { anybody } = await world();

  const { body } = await anybody.runs(register, {
    input: { email: "alice@example.com", password: badPassword },
  });

  expect(body.data.register).toEqual({
    __typename: "InvalidPasswordError",
    code: "INVALID_PASSWORD",
    field: "password",
    message,
  });
});

test("a service closed to newcomers takes none", async () => {
  const { anybody, service } = await world({ REGISTRATION: "closed" });

  const { body } = await anybody.runs(register, {
    input: { email: "alice@example.com", password },
  });

  expect(body.data.register).toEqual({
    __typename: "RegistrationClosedError",
    code: "REGISTRATION_CLOSED",
    field: null,
    message: "This service takes no new accounts. Ask whoever runs it for one.",
  });
  expect(await service.database.user.count()).toBe(0);
});
