import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { anonymousActor } from "../../src/core/auth/actor.ts";
import { RateLimitedError } from "../../src/core/errors.ts";
import { createOperationalCounters } from "../../src/core/operationalCounters.ts";
import { createMemoryRateLimiter } from "../../src/core/rateLimits/rateLimiter.ts";
import { createRateLimiters } from "../../src/core/rateLimits/rateLimiters.ts";
import { rateLimitLogin } from "../../src/core/rateLimits/rateLimitLogin.ts";
import type { Services } from "../../src/core/services.ts";
import { setClock } from "../support/fakeClock.ts";

type Outcome = "in" | "wrong" | number;

/**
 * Creates the rate limits without a service, with a clock in seconds. A numeric outcome is the
 * number of seconds before a retry.
 */
function account() {
  const { rateLimits } = parseConfig({});
  if (!rateLimits) throw new Error("There are no limits.");
  const limits = createRateLimiters(rateLimits, createMemoryRateLimiter);
  const services = {
    rateLimiters: limits,
    counters: createOperationalCounters(),
  } as Partial<Services> as Services;
  const tryFrom = (address: string, isRight = false): Promise<Outcome> =>
    rateLimitLogin(anonymousActor(services, address), {
      emailKey: "alice@example.com",
      isFromKnownAddress: async () => false,
      check: async () => (isRight ? "in" : null),
    }).then(
      (result) => (result === null ? "wrong" : "in"),
      (error) => {
        if (error instanceof RateLimitedError) return error.retryAfterSeconds;
        throw error;
      },
    );
  const at = (second: number) =>
    setClock(new Date(Date.UTC(2030, 0, 1) + second * 1_000).toISOString());
  return { tryFrom, at };
}

test.each([
  ["of another provider", (index: number) => `198.51.100.${index}`],
  ["of the attackers' own provider", (index: number) => `203.0.113.${100 + index}`],
  ["of IPv6", (index: number) => `2001:db8:${index}::1`],
])(
  "an endless attack from ninety IP addresses does not lock out the owner at a new address %s",
  async (_, addressOf) => {
    const { tryFrom, at } = account();
    let owners = 0;
    for (let second = 0; second < 4_800; second += 60) {
      at(second);
      for (let attacker = 1; attacker <= 90; attacker++) await tryFrom(`203.0.113.${attacker}`);
      if (second % 1_200 !== 600) continue;
      owners += 1;
      expect(await tryFrom(addressOf(owners))).toBe("wrong");
      expect(await tryFrom(addressOf(owners), true)).toBe("in");
    }
    expect(owners).toBe(4);
  },
);

test("IP addresses of one provider get three attempts each and 300 together, then one after growing pauses", async () => {
  const { tryFrom, at } = account();
  let address = 0;
  const attack = () => {
    address += 1;
    return tryFrom(`2001:db8:0:${address.toString(16)}::1`);
  };
  at(0);
  for (let attempt = 0; attempt < 50 + 1; attempt++) expect(await attack()).toBe("wrong");
  const ofOne = [];
  for (let attempt = 0; attempt < 4; attempt++) ofOne.push(await tryFrom("2001:db8::1"));
  expect(ofOne).toEqual(["wrong", "wrong", "wrong", 1]);
  for (let attempt = 3; attempt < 300; attempt++) expect(await attack()).toBe("wrong");

  let second = 1;
  for (const pause of [2, 4, 8, 16, 30, 30]) {
    at(second);
    expect([second, await attack(), await attack()]).toEqual([second, "wrong", pause]);
    at(second + pause - 0.001);
    expect([second, await attack()]).toEqual([second, 1]);
    second += pause;
  }
  at(86_400);
  expect([await attack(), await attack()]).toEqual(["wrong", "wrong"]);
});

test("all IP addresses together get fewer than 6,000 attempts a day, and rejections state the wait", async () => {
  const { tryFrom, at } = account();
  at(0);
  let checked = 0;
  let longest = 0;
  const attack = async (address: string) => {
    const outcome = await tryFrom(address);
    if (outcome === "wrong") checked += 1;
    else longest = Math.max(longest, Number(outcome));
  };
  for (let provider = 0; provider < 20; provider++) {
    for (let index = 0; index < 400; index++) {
      await attack(`10.${provider}.${index >> 8}.${index & 255}`);
    }
  }
  const afterTheFirst = checked;
  for (let second = 0; second < 86_400; second += 30) {
    at(second);
    await attack(`2001:db8:${(second / 30).toString(16)}::1`);
  }

  // The budget of the account, the first beyond it, and 300 per provider up to 3,000.
  expect(afterTheFirst).toBe(50 + 1 + 3_000);
  expect(checked).toBeLessThan(6_000);
  expect(longest).toBeLessThanOrEqual(30);
});
