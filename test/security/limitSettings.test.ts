import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { createCounter } from "../../src/domain/limits/counter.ts";
import { setClock } from "../support/clock.ts";

test("the limits are as documented where nothing is set", () => {
  expect(parseConfig({}).budgets).toEqual({
    requestPerAccount: { tries: 1_200, seconds: 60 },
    requestPerAddress: { tries: 300, seconds: 60 },
    loginPerAccountAndAddress: { tries: 5, seconds: 900 },
    loginPerAddress: { tries: 30, seconds: 900 },
    loginPerAccount: { tries: 50, seconds: 86_400 },
    registrationPerAddress: { tries: 10, seconds: 3_600 },
    registration: { tries: 300, seconds: 3_600 },
    passwordPerCaller: { tries: 60, seconds: 60 },
    tokenPerAccount: { tries: 200, seconds: 3_600 },
    linkBurstPerAccount: { tries: 600, seconds: 60 },
    linkPerAccount: { tries: 20_000, seconds: 86_400 },
    unlockPerLinkAndAddress: { tries: 10, seconds: 600 },
    unlockPerAddress: { tries: 60, seconds: 600 },
  });
  expect(parseConfig({ RATE_LIMIT: "off" }).budgets).toBe(undefined);
});

test("a setting works by its earlier name, which is reported, and faults name it as it was given", () => {
  const budgetOf = (variables: Record<string, string>) => {
    const { budgets, warnings } = parseConfig(variables);
    return [budgets?.requestPerAccount, warnings];
  };
  const reported = [
    "LIMIT_REQUEST_PER_TOKEN is called LIMIT_REQUEST_PER_ACCOUNT now. The old name still works.",
  ];

  expect(budgetOf({ LIMIT_REQUEST_PER_TOKEN: "7/1m" })).toEqual([
    { tries: 7, seconds: 60 },
    reported,
  ]);
  expect(budgetOf({ LIMIT_REQUEST_PER_TOKEN: "7/1m", LIMIT_REQUEST_PER_ACCOUNT: "8/1m" })).toEqual([
    { tries: 8, seconds: 60 },
    [],
  ]);
  expect(() => parseConfig({ LIMIT_REQUEST_PER_TOKEN: "many" })).toThrow(
    "LIMIT_REQUEST_PER_TOKEN: must be a number of tries and a time",
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
])("a limit of %s cannot be used", (LIMIT_LOGIN_PER_ADDRESS) => {
  expect(() => parseConfig({ LIMIT_LOGIN_PER_ADDRESS })).toThrow(
    "LIMIT_LOGIN_PER_ADDRESS: must be a number of tries and a time from 1s to 7d, such as 30/15m.",
  );
});

test("counting holds so many keys at most, and forgets those first that were used longest ago", async () => {
  const counter = createCounter("test", { tries: 5, seconds: 60 }, 1_000);
  await counter.count("idle");
  await counter.count("busy");
  for (let number = 0; number < 998; number++) await counter.count(`stranger ${number}`);
  await counter.count("busy");
  await counter.count("one too many");

  expect(await counter.has("idle")).toBe(false);
  expect(await counter.has("stranger 0")).toBe(true);
  expect((await counter.count("busy")).taken).toBe(3);
});

test("a key whose window is over takes up no place", async () => {
  const counter = createCounter("test", { tries: 5, seconds: 60 }, 2);
  await counter.count("first");
  await counter.count("brief", 1);
  await expect.poll(() => counter.has("brief")).toBe(false);
  await counter.count("last");

  expect((await counter.count("first")).taken).toBe(2);
});

test("what is given back after its window is over is no credit for the next", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const counter = createCounter("test", { tries: 5, seconds: 60 });
  await counter.count("key");
  setClock("2030-01-01T12:01:00.000Z");
  await counter.giveBack("key");

  expect(await counter.has("key")).toBe(false);
  expect((await counter.count("key")).taken).toBe(1);
});
