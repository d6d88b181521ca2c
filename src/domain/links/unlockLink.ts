import ipaddr from "ipaddr.js";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooManyTriesError } from "../errors.ts";
import type { Service } from "../service.ts";
import { passwordMatches } from "../users/credentials.ts";
import type { LinkTarget } from "./findTarget.ts";

/** Passwords that one address may try on one link, and in how many seconds. */
const tries = { points: 10, duration: 600 };

/** Counts who tries the passwords of links. */
export type UnlockLimiter = RateLimiterMemory;

export function createUnlockLimiter(): UnlockLimiter {
  return new RateLimiterMemory(tries);
}

/**
 * True where the password opens the link. Throws TooManyTriesError, whatever the password, after 10
 * tries in 10 minutes from one address; of IPv6 the first 64 bits count, which one visitor may own.
 */
export async function unlockLink(
  { passwords, unlockLimiter }: Service,
  target: LinkTarget & { passwordHash: string },
  attempt: { password: string; address: string },
): Promise<boolean> {
  try {
    await unlockLimiter.consume(`${target.id} ${network(attempt.address)}`);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyTriesError(Math.ceil(refusal.msBeforeNext / 1000));
  }
  return passwordMatches(passwords, attempt.password, target.passwordHash);
}

function network(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
