import { expect, test } from "vitest";
import {
  createPasswordHasher,
  type PasswordHasher,
} from "../../src/core/passwords/passwordHasher.ts";
import type { TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { password } from "../support/world.ts";

const wrong = "wrong horse battery staple";
const start = "2030-01-01T12:00:00.000Z";
const at = (seconds: number) =>
  setClock(new Date(Date.parse(start) + seconds * 1000).toISOString());

type Outcome = "in" | "wrong" | "limited";
type Door = (client: TestClient, name: string, password: string) => Promise<Outcome>;

const byRest: Door = async (client, name, secret) => {
  const body = { email: `${name}@example.com`, password: secret };
  const { status, headers } = await client.post("/api/v1/auth/login", body);
  if (status === 429) expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  return status === 200
    ? "in"
    : status === 401
      ? "wrong"
      : status === 429
        ? "limited"
        : fail(status);
};

const byGraphql =
  (mutation: "login" | "startSession"): Door =>
  async (client, name, secret) => {
    const type = mutation === "login" ? "LoginInput" : "StartSessionInput";
    const { body } = await client.graphql(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on RateLimitedError { retryAfterSeconds } } }`,
      { input: { email: `${name}@example.com`, password: secret } },
    );
    return outcomeOf(body.data[mutation]);
  };

const doors = [byRest, byGraphql("login"), byGraphql("startSession")];
const nextDoor = (attempt: number) => doors[attempt % doors.length] as Door;

function outcomeOf(result: { __typename: string; retryAfterSeconds?: number }): Outcome {
  if (result.__typename === "RateLimitedError") {
    expect(result.retryAfterSeconds).toBeGreaterThan(0);
    return "limited";
  }
  return result.__typename === "InvalidCredentialsError" ? "wrong" : "in";
}

function fail(status: number): never {
  throw new Error(`An unexpected status: ${status}`);
}

test("five wrong passwords block an IP address for an account in every interface for 15 minutes", async () => {
  at(0);
  const { signUp, clientAt: from } = await createRateLimitedWorld();
  await signUp("alice");
  const [attacker, other] = [from("203.0.113.7"), from("203.0.113.8")];

  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await nextDoor(attempt)(attacker, "alice", wrong)).toBe("wrong");
  }
  at(899);
  for (const door of doors) expect(await door(attacker, "alice", password)).toBe("limited");
  const { headers, body } = await attacker.post("/api/v1/auth/login", {
    email: "ALICE@example.com ",
    password,
  });
  const limitHeaders = ["retry-after", "ratelimit-policy", "ratelimit"];
  const { headers: byGraphqlHeaders } = await attacker.graphql(
    "mutation ($input: LoginInput!) { login(input: $input) { __typename } }",
    { input: { email: "alice@example.com", password } },
  );
  expect(limitHeaders.slice(1).map((name) => byGraphqlHeaders.get(name))).toEqual([
    '"loginPerAccountAndAddress";q=5;w=900',
    '"loginPerAccountAndAddress";r=0;t=1',
  ]);
  expect([...limitHeaders.map((name) => headers.get(name)), body]).toEqual([
    "1",
    '"loginPerAccountAndAddress";q=5;w=900',
    '"loginPerAccountAndAddress";r=0;t=1',
    { detail: "Too many requests. Try again in 1 second." },
  ]);
  expect(await byRest(other, "alice", password)).toBe("in");

  at(900);
  for (const door of doors) expect(await door(attacker, "alice", password)).toBe("in");
});

test("attempts for a nonexistent account are limited in the same way", async () => {
  const { clientAt: from } = await createRateLimitedWorld();
  const attacker = from("203.0.113.7");

  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await nextDoor(attempt)(attacker, "nobody", wrong)).toBe("wrong");
  }
  for (const door of doors) expect(await door(attacker, "nobody", wrong)).toBe("limited");
});

test("aliases of login in one request count as separate attempts", async () => {
  const { signUp, clientAt: from } = await createRateLimitedWorld();
  await signUp("alice");
  const aliases = Array.from({ length: 6 }, (_, index) => `a${index}`);
  const fields = aliases.map((alias) => `${alias}: login(input: $input) { __typename }`);

  const { status, body } = await from("203.0.113.7").graphql(
    `mutation ($input: LoginInput!) { ${fields.join(" ")} }`,
    { input: { email: "alice@example.com", password: wrong } },
  );

  const typenames = aliases.map((alias) => body.data[alias]?.__typename);
  expect(status).toBe(200);
  expect(typenames.slice(0, 5)).toEqual(Array(5).fill("InvalidCredentialsError"));
  expect(typenames.slice(5)).toEqual(["RateLimitedError"]);
  expect(await byRest(from("203.0.113.7"), "alice", password)).toBe("limited");
});

test("checks five of twenty concurrent wrong passwords and all of twenty correct ones", async () => {
  const passwords = createPasswordHasher(4);
  let checked = 0;
  const counting: PasswordHasher = {
    ...passwords,
    compare: (given, hash, turn) => {
      checked += 1;
      return passwords.compare(given, hash, turn);
    },
  };
  const { signUp, clientAt: from } = await createRateLimitedWorld({}, { passwordHasher: counting });
  await signUp("alice");
  checked = 0;
  const atOnce = (secret: string, address: string) =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) => nextDoor(index)(from(address), "alice", secret)),
    );

  const wrongOnes = await atOnce(wrong, "203.0.113.7");
  const checkedWrong = checked;
  const rightOnes = await atOnce(password, "203.0.113.8");

  expect([checkedWrong, wrongOnes.toSorted()]).toEqual([
    5,
    [...Array(15).fill("limited"), ...Array(5).fill("wrong")],
  ]);
  expect(rightOnes).toEqual(Array(20).fill("in"));
});

test("a correct password resets the preceding wrong ones", async () => {
  const { signUp, clientAt: from } = await createRateLimitedWorld();
  await signUp("alice");
  const alice = from("203.0.113.7");

  for (let round = 0; round < 3; round++) {
    for (let attempt = 0; attempt < 4; attempt++) {
      expect(await nextDoor(attempt)(alice, "alice", wrong)).toBe("wrong");
    }
    expect(await nextDoor(round)(alice, "alice", password)).toBe("in");
  }
});

test("thirty wrong passwords block an IP address for every account, and correct ones do not count", async () => {
  at(0);
  const { signUp, clientAt: from } = await createRateLimitedWorld({
    LIMIT_REGISTRATION_PER_ADDRESS: "100/1h",
  });
  await signUp("alice");
  const attacker = from("2001:db8::1");

  for (let attempt = 0; attempt < 30; attempt++) {
    expect(await nextDoor(attempt)(attacker, `user${attempt}`, wrong)).toBe("wrong");
    if (attempt < 29) expect(await byRest(attacker, "alice", password)).toBe("in");
  }
  for (const door of doors) {
    expect(await door(from("2001:db8::2"), "alice", password)).toBe("limited");
  }
  expect(await byRest(from("2001:db8:0:1::1"), "alice", password)).toBe("in");

  at(900);
  for (const door of doors) expect(await door(attacker, "alice", password)).toBe("in");
});

test("the owner can log in immediately during a distributed attack, from known and new IP addresses", async () => {
  at(0);
  const { signUp, clientAt: from } = await createRateLimitedWorld({
    LIMIT_LOGIN_PER_ACCOUNT: "50/1d",
  });
  await signUp("alice");
  const [home, journey] = [from("198.51.100.1"), from("198.51.100.2")];
  expect(await byRest(home, "alice", password)).toBe("in");
  let address = 0;
  const attack = () => {
    address += 1;
    return nextDoor(address)(from(`2001:db8:0:${address.toString(16)}::1`), "alice", wrong);
  };

  for (let attempt = 0; attempt < 50; attempt++) expect(await attack()).toBe("wrong");
  for (let attempt = 0; attempt < 40; attempt++) await attack();
  expect(await byRest(home, "alice", password)).toBe("in");
  expect(await byRest(journey, "alice", wrong)).toBe("wrong");
  expect(await byRest(journey, "alice", password)).toBe("in");
  expect(await byRest(journey, "alice", password)).toBe("in");

  at(86_400);
  expect([await attack(), await attack()]).toEqual(["wrong", "wrong"]);
});

test("the current password cannot be guessed with a token or session", async () => {
  const { signUp, clientAt: from } = await createRateLimitedWorld();
  const { token } = await signUp("alice");
  const thief = from("203.0.113.7", token);
  const guess = async (): Promise<Outcome> => {
    const { body } = await thief.graphql(
      `mutation ($input: ChangePasswordInput!) {
        changePassword(input: $input) { __typename ... on RateLimitedError { retryAfterSeconds } } }`,
      { input: { currentPassword: wrong, newPassword: "another long enough" } },
    );
    return outcomeOf(body.data.changePassword);
  };

  expect([await guess(), await guess(), await guess()]).toEqual(Array(3).fill("wrong"));
  expect(await byRest(from("203.0.113.7"), "alice", wrong)).toBe("wrong");
  expect(await guess()).toBe("wrong");
  expect([await guess(), await byRest(from("203.0.113.7"), "alice", password)]).toEqual([
    "limited",
    "limited",
  ]);
});
