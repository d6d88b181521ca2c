import { hashSync } from "bcryptjs";
import { expect, test } from "vitest";
import { toLinkKey } from "../../src/core/links/linkKey.ts";
import { signInBrowser } from "../support/browser.ts";
import type { TestClient } from "../support/client.ts";
import { createWorld, password } from "../support/world.ts";

const email = "alice@example.com";
const message =
  "The password contains an invalid character: NUL or an unpaired surrogate. Remove it.";

/** bcrypt treats the second as `12345678`. */
const odd = [
  "12345678\0",
  "12345678\x0012345678",
  "\x0012345678",
  "a\0b longer than that",
  "12345678\ud800",
  "\udc0012345678",
  "12345678\ude00\ud83d",
];

const invalid = (field: string) => ({
  __typename: "InvalidPasswordError",
  code: "INVALID_PASSWORD",
  field,
  message,
});
const error = "__typename ... on UserError { code field message }";

async function outcome(client: TestClient, mutation: string, input: object) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const { body } = await client.graphql(
    `mutation ($input: ${type}) { ${mutation}(input: $input) { ${error} } }`,
    { input },
  );
  return body.data[mutation];
}

test("rejects NUL and lone surrogates in new passwords", async () => {
  const { anonymous, signUp, services } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink();
  const before = await services.database.user.findFirst();

  for (const given of odd) {
    const link = { original_url: "https://example.com/", password: given };
    expect([
      await outcome(anonymous, "register", { email: "eve@example.com", password: given }),
      await outcome(alice, "changePassword", { currentPassword: password, newPassword: given }),
      await outcome(alice, "createLink", { originalUrl: link.original_url, password: given }),
      await outcome(alice, "updateLink", { by: { databaseId: 1 }, password: given }),
    ]).toEqual([
      invalid("password"),
      invalid("newPassword"),
      invalid("password"),
      invalid("password"),
    ]);
    const answers = [
      await anonymous.post("/api/v1/auth/register", { email: "eve@example.com", password: given }),
      await alice.post("/api/v1/links", link),
      await alice.put("/api/v1/links/1", { password: given }),
    ];
    expect(answers.map(({ status, body }) => [status, body.detail])).toEqual(
      Array(3).fill([400, message]),
    );
  }
  expect(await services.database.user.findMany()).toEqual([before]);
  expect(await services.database.link.findMany()).toMatchObject([{ passwordHash: null }]);
});

test("never matches a password with NUL or lone surrogates, not even with its own hash", async () => {
  const here = await createWorld();
  const { anonymous, signUp, services } = here;
  const alice = await signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const { short_code } = await alice.createLink({ password: "sesame" });
  const wrong = {
    __typename: "InvalidCredentialsError",
    code: "INVALID_CREDENTIALS",
  };

  for (const given of odd) {
    // As earlier versions could store it.
    const passwordHash = hashSync(given, 4);
    await services.database.user.updateMany({ data: { passwordHash } });
    await services.database.link.updateMany({ data: { passwordHash } });
    services.events.cache.emit("linkStale", toLinkKey(short_code));
    const credentials = { email, password: given };
    const change = { currentPassword: given, newPassword: "another horse battery staple" };
    expect([
      await outcome(anonymous, "login", credentials),
      await outcome(anonymous, "startSession", credentials),
      await outcome(desk, "changePassword", change),
      await outcome(desk, "deleteAccount", { password: given }),
    ]).toMatchObject([
      { ...wrong, field: null },
      { ...wrong, field: null },
      { ...wrong, field: "currentPassword" },
      { ...wrong, field: "password" },
    ]);
    expect((await anonymous.post("/api/v1/auth/login", credentials)).status).toBe(401);
    const body = new FormData();
    body.set("password", given);
    const sent = [`password=${encodeURIComponent(given.toWellFormed())}`, body].map((form) =>
      anonymous.visit(short_code, {
        method: "POST",
        body: form,
        ...(typeof form === "string" && {
          headers: { "content-type": "application/x-www-form-urlencoded" },
        }),
      }),
    );
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses).toEqual([401, 401]);
  }
});

test("does not truncate a password at NUL", async () => {
  const { anonymous, signUp } = await createWorld();
  const alice = await signUp("alice");
  const { short_code } = await alice.createLink({ password: "sesame" });

  for (const given of [`${password}\0`, `${password}\0${password}`]) {
    const { status } = await anonymous.post("/api/v1/auth/login", { email, password: given });
    expect(status).toBe(401);
  }
  for (const given of ["sesame\0", "sesame\0sesame", "sesame"]) {
    const body = new URLSearchParams({ password: given });
    const { status } = await anonymous.visit(short_code, { method: "POST", body });
    expect([given, status]).toEqual([given, given === "sesame" ? 303 : 401]);
  }
});
