import { expect, test } from "vitest";
import { isBot } from "../../src/core/clicks/bots.ts";
import { parseUserAgent } from "../../src/core/clicks/userAgent.ts";
import { botAgents, browserAgents } from "../support/userAgents.ts";

test.each(browserAgents)("counts as a person, on the device %s: %s", (device, userAgent) => {
  expect(parseUserAgent(userAgent)).toMatchObject({ device, isBot: false });
});

test.each(botAgents)("counts as a bot: %j", (userAgent) => {
  expect(isBot(userAgent)).toBe(true);
});

test("classifies a user agent by its first 512 characters", () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
  for (const filler of ["x", " ", "+", "%20", "chromeframe;", "CFNetwork/ ", "[FBAN/", "é"]) {
    const started = performance.now();
    const agents = [`${firefox} ${filler.repeat(100_000)}`, `Googlebot ${filler.repeat(100_000)}`];
    expect([filler, ...agents.map(isBot)]).toEqual([filler, false, true]);
    expect(performance.now() - started).toBeLessThan(1_000);
  }
});
