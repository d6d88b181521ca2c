import { expect, test } from "vitest";
import { createPasswordHasher } from "../../src/core/passwords/passwordHasher.ts";
import type { TestClient, TestResponse } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { password } from "../support/world.ts";

const at = (seconds: number) =>
  setClock(new Date(Date.UTC(2030, 0, 1, 12) + seconds * 1000).toISOString());

/** Creates a service that counts its password computations and allows three per caller. */
async function countingWorld() {
  const passwords = createPasswordHasher(4);
  let computed = 0;
  const count = <Rest extends unknown[], Result>(compute: (...rest: Rest) => Result) => {
    return (...rest: Rest) => {
      computed += 1;
      return compute(...rest);
    };
  };
  const here = await createRateLimitedWorld(
    { LIMIT_PASSWORD_PER_CALLER: "3/1m" },
    {
      passwordHasher: {
        ...passwords,
        hash: count(passwords.hash),
        compare: count(passwords.compare),
      },
    },
  );
  return {
    ...here,
    computedDuring: async (work: () => Promise<unknown>) => {
      const before = computed;
      await work();
      return computed - before;
    },
  };
}

const credentials = (name: string) => ({ email: `${name}@example.com`, password });
const logsIn = async (client: TestClient, name: string) =>
  (await client.post("/api/v1/auth/login", credentials(name))).status;

const limited = { __typename: "RateLimitedError", retryAfterSeconds: 60 };
const typesOf = ({ body }: TestResponse) =>
  Object.values<{ __typename: string }>(body.data).map(({ __typename }) => __typename);

const aliased = (count: number, type: string, mutation: string) => {
  const fields = Array.from(
    { length: count },
    (_, index) =>
      `a${index}: ${mutation}(input: $input) { __typename ... on RateLimitedError { retryAfterSeconds } }`,
  );
  return `mutation ($input: ${type}!) { ${fields.join(" ")} }`;
};

test("correct passwords are also limited per minute and IP address across all interfaces", async () => {
  at(0);
  const { signUp, clientAt: from, computedDuring } = await countingWorld();
  await signUp("alice");
  const alice = from("203.0.113.7");

  expect(await logsIn(alice, "alice")).toBe(200);
  const computed = await computedDuring(async () => {
    const login = await alice.graphql(aliased(3, "LoginInput", "login"), {
      input: credentials("alice"),
    });
    expect(typesOf(login)).toEqual(["LoginPayload", "LoginPayload", "RateLimitedError"]);
    const session = await alice.graphql(aliased(1, "StartSessionInput", "startSession"), {
      input: credentials("alice"),
    });
    expect(session.body.data.a0).toEqual(limited);
    const register = await alice.post("/api/v1/auth/register", credentials("bob"));
    expect([register.status, register.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(await logsIn(alice, "alice")).toBe(429);
  });
  expect(computed).toBe(2);
  expect(await logsIn(from("203.0.113.8"), "alice")).toBe(200);

  at(60);
  expect(await logsIn(alice, "alice")).toBe(200);
  const { body } = await alice.graphql(aliased(1, "LoginInput", "login"), {
    input: credentials("alice"),
  });
  expect(body.data.a0.__typename).toBe("LoginPayload");
});

test("passwords of a signed-in user are limited per minute across IP addresses", async () => {
  at(0);
  const { signUp, clientAt: from, computedDuring } = await countingWorld();
  const { token } = await signUp("alice");
  const [desk, phone] = [from("203.0.113.7", token), from("203.0.113.8", token)];
  const link = { original_url: "https://example.com/", password: "sesame" };
  const { id } = await desk.createLink();
  const change = { currentPassword: password, newPassword: "another long enough" };

  const computed = await computedDuring(async () => {
    await desk.createLink(link);
    expect((await phone.put(`/api/v1/links/${id}`, link)).status).toBe(200);
    const many = await desk.graphql(aliased(3, "UpdateLinkInput", "updateLink"), {
      input: { by: { databaseId: id }, password: "sesame" },
    });
    expect(typesOf(many)).toEqual(["UpdateLinkPayload", "RateLimitedError", "RateLimitedError"]);
    const changed = await phone.graphql(aliased(1, "ChangePasswordInput", "changePassword"), {
      input: change,
    });
    expect(changed.body.data.a0).toEqual(limited);
    expect((await desk.put(`/api/v1/links/${id}`, link)).status).toBe(429);
  });
  expect(computed).toBe(3);
  expect((await desk.put(`/api/v1/links/${id}`, { title: "No password" })).status).toBe(200);
  expect(await logsIn(from("203.0.113.7"), "alice")).toBe(200);

  at(60);
  const { body } = await desk.graphql(aliased(1, "ChangePasswordInput", "changePassword"), {
    input: change,
  });
  expect(body.data.a0.__typename).toBe("ChangePasswordPayload");
});
