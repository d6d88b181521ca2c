import { SubscriptionLimitError } from "../errors.ts";

/** Maximum per user, over all tokens and browsers. */
const maxOpenStreams = 20;

/** Counts the open event streams of each user. */
export interface SubscriptionLimiter {
  /** Counts one more stream until `signal` is aborted. Throws SubscriptionLimitError if 20 are open. */
  acquire(userId: number, signal: AbortSignal): void;
  /** Returns the number of open streams of all users. */
  openCount(): number;
}

export function createSubscriptionLimiter(): SubscriptionLimiter {
  const openByUser = new Map<number, number>();
  return {
    acquire: (userId, signal) => {
      const open = openByUser.get(userId) ?? 0;
      if (open >= maxOpenStreams) throw new SubscriptionLimitError(maxOpenStreams);
      openByUser.set(userId, open + 1);
      const release = () => {
        const remaining = (openByUser.get(userId) ?? 1) - 1;
        if (remaining === 0) openByUser.delete(userId);
        else openByUser.set(userId, remaining);
      };
      signal.addEventListener("abort", release, { once: true });
    },
    openCount: () => {
      let streams = 0;
      for (const open of openByUser.values()) streams += open;
      return streams;
    },
  };
}
