import { expect, test } from "vitest";
import { resetPassword } from "../../src/core/accounts/adminActions.ts";
import {
  deleteExpiredKnownAddresses,
  isKnownAddress,
  recordKnownAddress,
} from "../../src/core/accounts/knownAddresses.ts";
import type { Services } from "../../src/core/services.ts";
import { newDatabaseUrl, queryDatabase } from "../support/database.ts";
import { setClock } from "../support/fakeClock.ts";
import { createRateLimitedWorld, type RateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { createWorld, password } from "../support/world.ts";

const home = "198.51.100.1";
const wrong = "wrong horse battery staple";
const day = (number: number) => setClock(new Date(Date.UTC(2030, 0, number, 12)).toISOString());

const loginFrom = async (here: RateLimitedWorld, address: string, secret = password) => {
  const body = { email: "alice@example.com", password: secret };
  return (await here.clientAt(address).post("/api/v1/auth/login", body)).status;
};

const aliceOf = ({ database }: Services) =>
  database.user.findUniqueOrThrow({ where: { emailKey: "alice@example.com" } });

async function areKnown({ services }: RateLimitedWorld, ...addresses: string[]) {
  const { id } = await aliceOf(services);
  return Promise.all(addresses.map((address) => isKnownAddress(services, id, address)));
}

test("an IP address of a successful login stays known after a restart", async () => {
  const DATABASE_URL = await newDatabaseUrl();
  const settings = { DATABASE_URL, LIMIT_LOGIN_PER_ACCOUNT: "1/1d" };
  const before = await createRateLimitedWorld(settings);
  await before.signUp("alice");
  expect(await loginFrom(before, home)).toBe(200);
  await before.stop();
  const here = await createRateLimitedWorld(settings);
  for (let index = 1; index <= 2; index++) await loginFrom(here, `203.0.113.${index}`, wrong);

  const tries = async (address: string) => {
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      statuses.push(await loginFrom(here, address, wrong));
    }
    return statuses;
  };

  // During an attack on the account, a new IP address has three attempts and a known one five.
  expect(await tries("198.51.100.2")).toEqual([401, 401, 401, 429]);
  expect(await tries(home)).toEqual([401, 401, 401, 401]);
  expect(await loginFrom(here, home)).toBe(200);
});

test("an IP address is known for twenty days after the latest login from it", async () => {
  day(1);
  const here = await createRateLimitedWorld();
  await here.signUp("alice");
  await loginFrom(here, home);
  await loginFrom(here, "2001:db8:1:1::1");
  expect(await areKnown(here, home, "2001:db8:1:1::2", "2001:db8:1:2::1")).toEqual([
    true,
    true,
    false,
  ]);
  day(11);
  await loginFrom(here, home);
  day(20);
  expect(await areKnown(here, home, "2001:db8:1:1::1")).toEqual([true, true]);
  day(21);
  expect(await areKnown(here, home, "2001:db8:1:1::1")).toEqual([true, false]);

  const count = () => here.services.database.knownAddress.count();
  const before = await count();
  await deleteExpiredKnownAddresses(here.services);
  // The IP address of the registration, and the IPv6 address.
  expect(before - (await count())).toBe(2);
  expect(await areKnown(here, home)).toEqual([true]);
});

test("the fifty most recently used IP addresses of an account are kept", async () => {
  day(1);
  const here = await createRateLimitedWorld();
  await here.signUp("alice");
  const { id } = await aliceOf(here.services);
  await here.services.database.knownAddress.deleteMany();
  const addressOf = (index: number) => `198.51.100.${index}`;
  for (let index = 1; index <= 50; index++) {
    await recordKnownAddress(here.services, id, addressOf(index));
  }
  day(3);
  await recordKnownAddress(here.services, id, addressOf(1));
  await Promise.all(
    [51, 52, 53].map((index) => recordKnownAddress(here.services, id, addressOf(index))),
  );

  expect(await here.services.database.knownAddress.count()).toBe(50);
  expect(await areKnown(here, ...[1, 51, 52, 53].map(addressOf))).toEqual(Array(4).fill(true));
});

test("the stored data reveals neither the IP address nor that two accounts share one", async () => {
  const here = await createRateLimitedWorld();
  await here.signUp("alice");
  await here.signUp("bob");

  const rows = await queryDatabase<{ mark: Buffer }>(
    here.databaseUrl,
    'SELECT * FROM "KnownAddress"',
  );

  expect(rows.map((row) => Object.keys(row).sort())).toEqual(
    Array(2).fill(["lastUsedAt", "mark", "ownerId"]),
  );
  const marks = new Set(rows.map(({ mark }) => mark.toString("hex")));
  expect([...marks].map((mark) => mark.length)).toEqual([32, 32]);
});

test("a password change forgets all IP addresses except its own", async () => {
  const here = await createRateLimitedWorld();
  const alice = await here.signUp("alice");
  await loginFrom(here, home);
  await loginFrom(here, "198.51.100.2");
  const changing = here.clientAt(home, alice.token);
  const mutation =
    "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }";

  await changing.graphql(mutation, {
    input: { currentPassword: password, newPassword: "another password entirely" },
  });
  expect(await areKnown(here, home, "198.51.100.2")).toEqual([true, false]);

  await resetPassword(here.services, "alice@example.com", { password, revokeTokens: false });
  expect(await areKnown(here, home)).toEqual([false]);
});

test("known IP addresses are deleted with the account, and not stored without rate limits", async () => {
  const here = await createRateLimitedWorld();
  const alice = await here.signUp("alice");
  const { database } = here.services;
  expect(await database.knownAddress.count()).toBe(1);
  await alice.graphql(
    "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }",
    { input: { password } },
  );
  await expect.poll(() => database.user.count()).toBe(0);
  expect(await database.knownAddress.count()).toBe(0);

  const unlimited = await createWorld();
  await unlimited.signUp("alice");
  expect(await unlimited.services.database.knownAddress.count()).toBe(0);
});
