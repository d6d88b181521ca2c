import { expect, test } from "vitest";
import { setClock } from "../support/fakeClock.ts";
import { createWorld, password } from "../support/world.ts";

const register = `mutation ($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on RegisterPayload { user { databaseId email createdAt } }
    ... on UserError { code field message }
  }
}`;

test("creates an account without signing the user in", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { anonymous } = await createWorld();

  const { body, headers } = await anonymous.graphql(register, {
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

test("an email address has one account regardless of case", async () => {
  const { anonymous, services } = await createWorld();
  await anonymous.graphql(register, { input: { email: "alice@example.com", password } });

  const again = await anonymous.graphql(register, {
    input: { email: "ALICE@example.com", password },
  });

  expect(again.body.data.register).toEqual({
    __typename: "EmailTakenError",
    code: "EMAIL_TAKEN",
    field: "email",
    message: "This email address is already registered. Log in instead.",
  });
  expect(await services.database.user.count()).toBe(1);
});

test("only one of two concurrent registrations of the same email succeeds", async () => {
  const { anonymous, services } = await createWorld();
  const input = { email: "alice@example.com", password };

  const answers = await Promise.all([1, 2, 3].map(() => anonymous.graphql(register, { input })));

  expect(answers.map(({ body }) => body.data.register.__typename).sort()).toEqual([
    "EmailTakenError",
    "EmailTakenError",
    "RegisterPayload",
  ]);
  expect(await services.database.user.count()).toBe(1);
});

const longestLocal = "a".repeat(64);
const longestLabel = "b".repeat(63);
/** 64 characters before the @ and 189 after it. */
const longest = `${longestLocal}@${longestLabel}.${longestLabel}.${"c".repeat(61)}`;

test("every email address that an HTML email field accepts can register and sign in", async () => {
  const { anonymous } = await createWorld();
  const accepted = [
    ...["a&b@example.com", "a=b@example.com", "a/b@example.com", "a!b@example.com"],
    ...["a%b@example.com", "a#b@example.com", "a~b@example.com", "a{b}@example.com"],
    ...["a'b@example.com", "a+b@example.com", "a..b@example.com", ".a.@example.com"],
    ...["user@xn--e1afmkfd.xn--p1ai", "a@localhost", "a@1.example", "a@b-c.example"],
    ...[`a@${longestLabel}.example`, longest],
  ];

  for (const email of accepted) {
    const { body } = await anonymous.graphql(register, { input: { email, password } });
    expect(body.data.register).toMatchObject({ __typename: "RegisterPayload", user: { email } });
    const login = await anonymous.post("/api/v1/auth/login", { email, password });
    expect([login.status, login.body.user?.email]).toEqual([200, email]);
  }
  expect(longest).toHaveLength(254);
});

test("stores an internationalized host in ASCII and treats both forms as equal", async () => {
  const { anonymous, services } = await createWorld();
  const hosts = [
    ["müller.de", "xn--mller-kva.de"],
    ["ПРИМЕР.РФ", "xn--e1afmkfd.xn--p1ai"],
    ["straße.example", "xn--strae-oqa.example"],
    ["例え。テスト", "xn--r8jz45g.xn--zckzah"],
  ];

  for (const [written, host] of hosts) {
    const input = { email: `User@${written}`, password };
    const { body } = await anonymous.graphql(register, { input });
    expect(body.data.register.user).toMatchObject({ email: `User@${host}` });
    for (const email of [`User@${host}`, `user@${written}`, `USER@${written?.normalize("NFD")}`]) {
      expect((await anonymous.post("/api/v1/auth/login", { email, password })).status).toBe(200);
      const again = await anonymous.graphql(register, { input: { email, password } });
      expect(again.body.data.register.__typename).toBe("EmailTakenError");
    }
  }
  expect(await services.database.user.count()).toBe(hosts.length);
});

test("invisible characters around an email address are removed", async () => {
  const { anonymous } = await createWorld();
  const email = "\u2068 alice@example.com\u200b\u2069";

  const { body } = await anonymous.graphql(register, { input: { email, password } });

  expect(body.data.register.user.email).toBe("alice@example.com");
  expect((await anonymous.post("/api/v1/auth/login", { email, password })).status).toBe(200);
});

const rejected = [
  "",
  "alice",
  "alice@",
  "@example.com",
  "a b@example.com",
  "a@b@example.com",
  "a@iana-.com",
  "a@-iana.com",
  "a@example..com",
  "a@example.com.",
  "a@exam_ple.com",
  "a@[192.0.2.1]",
  '"a b"@example.com',
  "ä@example.com",
  "a@example.com/müller.de",
  "a@müller.de:25",
  "a@m%C3%BCller.de",
  "a@exam\u202eple.com",
  "a\0@example.com",
  "a@müller\0.de",
  "a@\ud800.de",
  `a@${longestLabel}b.example`,
  `a@ü${"b".repeat(60)}.example`,
  `a${longestLocal}@example.com`,
  `${longest}c`,
  `${"a".repeat(250)}@example.com`,
];

test("rejects invalid email addresses", async () => {
  const { anonymous, services } = await createWorld();

  for (const email of rejected) {
    const { body } = await anonymous.graphql(register, { input: { email, password } });
    expect([email, body.data.register]).toEqual([
      email,
      {
        __typename: "InvalidEmailError",
        code: "INVALID_EMAIL",
        field: "email",
        message: "The email address is not valid. Use the form you@example.com.",
      },
    ]);
  }
  expect(await services.database.user.count()).toBe(0);
});

test.each([
  ["too short", "short", "The password is too short. Use at least 8 characters."],
  ["too long", "é".repeat(37), "The password is too long. Use at most 72 bytes."],
  [
    "too common",
    "password1",
    "This password is very common and easy to guess. Choose another one.",
  ],
])("rejects a password that is %s", async (_name, badPassword, message) => {
  const { anonymous } = await createWorld();

  const { body } = await anonymous.graphql(register, {
    input: { email: "alice@example.com", password: badPassword },
  });

  expect(body.data.register).toEqual({
    __typename: "InvalidPasswordError",
    code: "INVALID_PASSWORD",
    field: "password",
    message,
  });
});

test("rejects registrations when registration is closed", async () => {
  const { anonymous, services } = await createWorld({ REGISTRATION: "closed" });

  const { body } = await anonymous.graphql(register, {
    input: { email: "alice@example.com", password },
  });

  expect(body.data.register).toEqual({
    __typename: "RegistrationClosedError",
    code: "REGISTRATION_CLOSED",
    field: null,
    message: "Registration is closed. Ask the operator of this service for an account.",
  });
  expect(await services.database.user.count()).toBe(0);
});
