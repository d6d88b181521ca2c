import ipaddr from "ipaddr.js";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooManyTriesError } from "../errors.ts";

/** Passwords that one address may try on one link, and in how many seconds. */
const tries = { points: 10, duration: 600 };

/** Counts who tries the passwords of links. */
export interface UnlockLimiter {
  /**
   * Counts a try. Throws TooManyTriesError after 10 in 10 minutes on one link from one address; of
   * IPv6 the first 64 bits count, which one visitor may own.
   */
  countTry(linkId: number, address: string): Promise<void>;
}

export function createUnlockLimiter(): UnlockLimiter {
  const limiter = new RateLimiterMemory(tries);
  return {
    countTry: async (linkId, address) => {
      try {
        await limiter.consume(`${linkId} ${network(address)}`);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new TooManyTriesError(Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
  };
}

function network(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
