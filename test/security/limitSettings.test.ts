import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { createMemoryRateLimiter } from "../../src/core/rateLimits/rateLimiter.ts";
import { setClock } from "../support/fakeClock.ts";

test("the default limits are as documented", () => {
  expect(parseConfig({}).rateLimits).toEqual({
    requestPerAccount: { limit: 1_200, windowSeconds: 60 },
    requestPerAddress: { limit: 300, windowSeconds: 60 },
    loginPerAccountAndAddress: { limit: 5, windowSeconds: 900 },
    loginPerAddress: { limit: 30, windowSeconds: 900 },
    loginPerAccount: { limit: 50, windowSeconds: 86_400 },
    registrationPerAddress: { limit: 10, windowSeconds: 3_600 },
    registration: { limit: 300, windowSeconds: 3_600 },
    passwordPerCaller: { limit: 60, windowSeconds: 60 },
    tokenPerAccount: { limit: 200, windowSeconds: 3_600 },
    linkBurstPerAccount: { limit: 600, windowSeconds: 60 },
    linkPerAccount: { limit: 20_000, windowSeconds: 86_400 },
    unlockPerLinkAndAddress: { limit: 10, windowSeconds: 600 },
    unlockPerAddress: { limit: 60, windowSeconds: 600 },
  });
  expect(parseConfig({ RATE_LIMIT: "off" }).rateLimits).toBe(undefined);
});

test("the former name of a setting works, is reported, and is used in error messages", () => {
  const budgetOf = (variables: Record<string, string>) => {
    const { rateLimits, warnings } = parseConfig(variables);
    return [rateLimits?.requestPerAccount, warnings];
  };
  const reported = ["LIMIT_REQUEST_PER_TOKEN is deprecated, use LIMIT_REQUEST_PER_ACCOUNT."];

  expect(budgetOf({ LIMIT_REQUEST_PER_TOKEN: "7/1m" })).toEqual([
    { limit: 7, windowSeconds: 60 },
    reported,
  ]);
  expect(budgetOf({ LIMIT_REQUEST_PER_TOKEN: "7/1m", LIMIT_REQUEST_PER_ACCOUNT: "8/1m" })).toEqual([
    { limit: 8, windowSeconds: 60 },
    [],
  ]);
  expect(() => parseConfig({ LIMIT_REQUEST_PER_TOKEN: "many" })).toThrow(
    "LIMIT_REQUEST_PER_TOKEN: must be a number and a time",
  );
});

test.each([
  "30",
  "30/15",
  "0/15m",
  "30/0m",
  "30/8d",
  "30/15w",
  "-1/1m",
  "1e9/1m",
  "1 /1m",
  "1/999999d",
])("rejects a rate limit of %s", (LIMIT_LOGIN_PER_ADDRESS) => {
  expect(() => parseConfig({ LIMIT_LOGIN_PER_ADDRESS })).toThrow(
    "LIMIT_LOGIN_PER_ADDRESS: must be a number and a time from 1s to 7d, such as 30/15m.",
  );
});

test("a rate limiter holds a limited number of keys and evicts the least recently used first", async () => {
  const counter = createMemoryRateLimiter("test", { limit: 5, windowSeconds: 60 }, 1_000);
  await counter.consume("idle");
  await counter.consume("busy");
  for (let number = 0; number < 998; number++) await counter.consume(`stranger ${number}`);
  await counter.consume("busy");
  await counter.consume("one too many");

  expect(await counter.isOpen("idle")).toBe(false);
  expect(await counter.isOpen("stranger 0")).toBe(true);
  expect((await counter.consume("busy")).used).toBe(3);
});

test("a key with an expired window does not occupy space", async () => {
  const counter = createMemoryRateLimiter("test", { limit: 5, windowSeconds: 60 }, 2);
  await counter.consume("first");
  await counter.consume("brief", { windowSeconds: 1 });
  await expect.poll(() => counter.isOpen("brief")).toBe(false);
  await counter.consume("last");

  expect((await counter.consume("first")).used).toBe(2);
});

test("a refund after the end of the window does not count for the next one", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const counter = createMemoryRateLimiter("test", { limit: 5, windowSeconds: 60 });
  await counter.consume("key");
  setClock("2030-01-01T12:01:00.000Z");
  await counter.refund("key");

  expect(await counter.isOpen("key")).toBe(false);
  expect((await counter.consume("key")).used).toBe(1);
});
