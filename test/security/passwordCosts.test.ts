import { hashSync } from "bcryptjs";
import { expect, test } from "vitest";
import { toBucket } from "../../src/core/accounts/decoyHash.ts";
import { anonymousActor } from "../../src/core/auth/actor.ts";
import { InvalidCredentialsError } from "../../src/core/errors.ts";
import {
  createPasswordHasher,
  type PasswordHasher,
  parseCost,
} from "../../src/core/passwords/passwordHasher.ts";
import type { Services } from "../../src/core/services.ts";
import { login } from "../../src/core/tokens/login.ts";
import { signInBrowser } from "../support/browser.ts";
import { createWorld, password, type World } from "../support/world.ts";

const wrong = "wrong horse battery staple";
const alice = "alice@example.com";

/** Creates a service that hashes at cost 6 and records the cost of each compared hash. */
async function countingWorld() {
  const compared: (number | undefined)[] = [];
  const passwords = createPasswordHasher(6);
  const compare: PasswordHasher["compare"] = (given, hash, turn) => {
    compared.push(parseCost(hash));
    return passwords.compare(given, hash, turn);
  };
  return { here: await createWorld({}, { passwordHasher: { ...passwords, compare } }), compared };
}

const hashOf = async ({ services }: World) =>
  (await services.database.user.findUniqueOrThrow({ where: { emailKey: alice } })).passwordHash;

const setHash = ({ services }: World, passwordHash: string) =>
  services.database.user.update({ where: { emailKey: alice }, data: { passwordHash } });

const tryLogin = (services: Services, email: string, secret = password) =>
  login(anonymousActor(services, "203.0.113.7"), { email, password: secret });

test("rehashes a correct password at the current cost in every interface", async () => {
  const { here } = await countingWorld();
  const client = await here.signUp("alice");
  const old = hashSync(password, 4);
  const deleteAccount = (secret: string) =>
    client.graphql(
      "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }",
      { input: { password: secret } },
    );

  await setHash(here, old);
  await expect(tryLogin(here.services, alice, wrong)).rejects.toThrow(InvalidCredentialsError);
  await deleteAccount(wrong);
  expect(await hashOf(here)).toBe(old);

  for (const outdated of [old, hashSync(password, 7), old.replace("$2b$", "$2a$")]) {
    for (const door of [() => tryLogin(here.services, alice), () => signInBrowser(here, "alice")]) {
      await setHash(here, outdated);
      await door();
      const rehashed = await hashOf(here);
      expect(parseCost(rehashed)).toBe(6);
      await door();
      expect(await hashOf(here)).toBe(rehashed);
    }
  }
  await setHash(here, old);
  const { body } = await deleteAccount(password);
  expect(body.data.deleteAccount.__typename).toBe("DeleteAccountPayload");
});

test("accepts all concurrent correct logins when the hash is outdated", async () => {
  const { here } = await countingWorld();
  await here.signUp("alice");
  await setHash(here, hashSync(password, 4));

  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      here.anonymous.post("/api/v1/auth/login", { email: alice, password }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
  expect(parseCost(await hashOf(here))).toBe(6);
});

test("a rehash does not revert a concurrent password change", async () => {
  const passwords = createPasswordHasher(6);
  const changed = hashSync("another password entirely", 6);
  let change = async () => {};
  const hash: PasswordHasher["hash"] = async (given, turn) => {
    await change();
    return passwords.hash(given, turn);
  };
  const here = await createWorld({}, { passwordHasher: { ...passwords, hash } });
  await here.signUp("alice");
  await setHash(here, hashSync(password, 4));
  change = async () => void (await setHash(here, changed));

  await expect(tryLogin(here.services, alice)).rejects.toThrow(InvalidCredentialsError);

  expect(await hashOf(here)).toBe(changed);
});

test("checks unknown emails at costs that exist among accounts, each always at the same cost", async () => {
  const { here, compared } = await countingWorld();
  const { services } = here;
  const unknown = Array.from({ length: 60 }, (_, index) => `unknown${index}@example.com`);
  const costs = async () => {
    compared.length = 0;
    for (const email of unknown) await tryLogin(services, email).catch(() => {});
    return [...compared];
  };
  const addAccounts = (count: number, cost: number) =>
    services.database.user.createMany({
      data: Array.from({ length: count }, (_, index) => {
        const emailKey = `known${cost}${index}@example.com`;
        return { email: emailKey, emailKey, passwordHash: hashSync(password, cost) };
      }),
    });

  expect(await costs()).toEqual(Array(60).fill(6));
  await addAccounts(30, 4);
  await addAccounts(15, 5);
  const first = await costs();
  expect(await costs()).toEqual(first);
  expect(new Set(first)).toEqual(new Set([4, 5]));

  await addAccounts(30, 6);
  const later = await costs();
  expect(later.filter((cost, index) => cost !== first[index] && cost !== 6)).toEqual([]);
  expect(new Set(later)).toEqual(new Set([4, 5, 6]));
});

test("an email keeps its bucket or moves to the newest one when buckets are added", () => {
  const key = new Uint8Array(32);
  for (const text of ["a", "b", "c", "d", "e"]) {
    for (let buckets = 1; buckets < 300; buckets++) {
      expect([toBucket(text, key, buckets), buckets]).toContain(toBucket(text, key, buckets + 1));
    }
  }
});
