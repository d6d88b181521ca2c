import type { z } from "zod";
import { rateLimit, word } from "./kinds.ts";
import { section } from "./section.ts";

const windows = {
  LIMIT_REQUEST_PER_ACCOUNT: rateLimit("1200/1m").describe(
    "Requests to `/graphql` and `/api` by all tokens and sessions of an account. The former name `LIMIT_REQUEST_PER_TOKEN` still works.",
  ),
  LIMIT_REQUEST_PER_ADDRESS: rateLimit("300/1m").describe(
    "Requests to `/graphql` and `/api` from one IP address without a token or session.",
  ),
  LIMIT_LOGIN_PER_ACCOUNT_AND_ADDRESS: rateLimit("5/15m").describe(
    "Wrong passwords for one account from one IP address.",
  ),
  LIMIT_LOGIN_PER_ADDRESS: rateLimit("30/15m").describe("Wrong passwords from one IP address."),
  LIMIT_LOGIN_PER_ACCOUNT: rateLimit("50/1d").describe(
    "Wrong passwords for one account from all IP addresses. Beyond it, a new IP address has three attempts per day. [Further attempts are delayed](../decisions/0003-limits-delay-attackers-not-owners.md).",
  ),
  LIMIT_REGISTRATION_PER_ADDRESS: rateLimit("10/1h").describe(
    "Registration attempts from one IP address.",
  ),
  LIMIT_REGISTRATION: rateLimit("300/1h").describe("Accounts created, from all IP addresses."),
  LIMIT_PASSWORD_PER_CALLER: rateLimit("60/1m").describe(
    "Password hashes and comparisons per user, or per IP address when signed out. Correct passwords count as well. See [below](#password-hashing).",
  ),
  LIMIT_TOKEN_PER_ACCOUNT: rateLimit("200/1h").describe(
    "API tokens created for an account, including by logins.",
  ),
  LIMIT_LINK_BURST_PER_ACCOUNT: rateLimit("600/1m").describe("Links created in a short period."),
  LIMIT_LINK_PER_ACCOUNT: rateLimit("20000/1d").describe("Links created in a long period."),
  LIMIT_UNLOCK_PER_LINK_AND_ADDRESS: rateLimit("10/10m").describe(
    "Wrong passwords for one link from one IP address.",
  ),
  LIMIT_UNLOCK_PER_ADDRESS: rateLimit("60/10m").describe(
    "Wrong passwords for all links from one IP address.",
  ),
};

type Variable = keyof typeof windows;
type CamelCase<Text extends string> = Text extends `${infer Word}_${infer Rest}`
  ? `${Lowercase<Word>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<Text>;
type NameOf<Name extends Variable> = Name extends `LIMIT_${infer Rest}` ? CamelCase<Rest> : never;

/** Names of the rate limits: `requestPerAccount` is set by LIMIT_REQUEST_PER_ACCOUNT. */
export type RateLimitName = NameOf<Variable>;

/** A limit and a window in seconds for each name. */
type RateLimits = Record<RateLimitName, z.output<(typeof windows)[Variable]>>;

export const rateLimits = section(
  "Rate limits",
  {
    RATE_LIMIT: word(["off", "on"])
      .default("on")
      .describe("`off` disables all rate limits. Use it only in trusted networks."),
    ...windows,
  },
  (values) => ({
    /** Undefined if rate limiting is off. */
    rateLimits: values.RATE_LIMIT === "on" ? toRateLimits(values) : undefined,
  }),
);

function toRateLimits(values: Record<Variable, RateLimits[RateLimitName]>): RateLimits {
  const limits = Object.keys(windows).map((name) => [toName(name), values[name as Variable]]);
  return Object.fromEntries(limits) as RateLimits;
}

function toName(variable: string): string {
  return variable
    .replace("LIMIT_", "")
    .toLowerCase()
    .replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
