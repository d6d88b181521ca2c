import { expect, test } from "vitest";
import { setClock } from "../support/fakeClock.ts";
import { createWorld, password } from "../support/world.ts";

const login = `mutation ($input: LoginInput!) {
  login(input: $input) {
    __typename
    ... on LoginPayload {
      secret
      token { tokenId name prefix scopes createdAt lastUsedAt expiresAt }
      user { email }
    }
    ... on UserError { code field message }
  }
}`;

test("the correct password returns a working token with all scopes", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { anonymous, signUp } = await createWorld();
  await signUp("alice");

  const { body } = await anonymous.graphql(login, {
    input: { email: "ALICE@example.com", password },
  });

  const { secret } = body.data.login;
  expect(secret).toMatch(/^lnk7_[0-9A-Za-z]{43}$/);
  expect(body).toEqual({
    data: {
      login: {
        __typename: "LoginPayload",
        secret,
        token: {
          tokenId: expect.stringMatching(/^tok_[0-9A-Za-z]{16}$/),
          name: "Login",
          prefix: secret.slice(0, 9),
          scopes: [
            "LINKS_READ",
            "LINKS_WRITE",
            "STATS_READ",
            "TOKENS_READ",
            "TOKENS_WRITE",
            "ACCOUNT_WRITE",
          ],
          createdAt: "2030-01-01T12:00:00.000Z",
          lastUsedAt: null,
          expiresAt: null,
        },
        user: { email: "alice@example.com" },
      },
    },
  });
  const authorization = `Bearer ${secret}`;
  const viewer = await anonymous.graphql("{ viewer { email } }", {}, { authorization });
  expect(viewer.body).toEqual({ data: { viewer: { email: "alice@example.com" } } });
});

test("the secret of a token is not stored", async () => {
  const { anonymous, signUp, services } = await createWorld();
  await signUp("alice");

  const { body } = await anonymous.graphql(login, {
    input: { email: "alice@example.com", password },
  });

  const stored = JSON.stringify(await services.database.apiToken.findMany(), (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
  );
  expect(stored).not.toContain(body.data.login.secret.slice(10));
});

test("an unknown email and a wrong password are rejected with the same message", async () => {
  const { anonymous, signUp } = await createWorld();
  await signUp("alice");

  const rejected = {
    data: {
      login: {
        __typename: "InvalidCredentialsError",
        code: "INVALID_CREDENTIALS",
        field: null,
        message: "The email or password is wrong. Check both and try again.",
      },
    },
  };
  for (const input of [
    { email: "alice@example.com", password: "wrong horse battery staple" },
    { email: "nobody@example.com", password },
    { email: "alice@example.com", password: "" },
    { email: "alice@example.com", password: password.padEnd(80, "x") },
    { email: "\0", password: "\0" },
  ]) {
    expect((await anonymous.graphql(login, { input })).body).toEqual(rejected);
  }
});

test("passwords match regardless of the composition of their characters", async () => {
  const { anonymous } = await createWorld();
  const email = "zoe@example.com";
  await anonymous.post("/api/v1/auth/register", { email, password: "Zoe\u0308 sings well" });

  const { body } = await anonymous.graphql(login, {
    input: { email, password: "Zo\u00eb sings well" },
  });

  expect(body.data.login.__typename).toBe("LoginPayload");
});
