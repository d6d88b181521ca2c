import { TooManyStreamsError } from "../errors.ts";

/** Of one user, through whatever tokens and browsers. */
const openStreamsAtMost = 20;

/** Counts the streams of news that each user has open. */
export interface StreamLimiter {
  /** Counts one more until `ending` is aborted. Throws TooManyStreamsError where 20 are open. */
  count(userId: number, ending: AbortSignal): void;
  /** How many are open, of all users. */
  open(): number;
}

export function createStreamLimiter(): StreamLimiter {
  const openByUser = new Map<number, number>();
  return {
    count: (userId, ending) => {
      const open = openByUser.get(userId) ?? 0;
      if (open >= openStreamsAtMost) throw new TooManyStreamsError(openStreamsAtMost);
      openByUser.set(userId, open + 1);
      const uncount = () => {
        const left = (openByUser.get(userId) ?? 1) - 1;
        if (left === 0) openByUser.delete(userId);
        else openByUser.set(userId, left);
      };
      ending.addEventListener("abort", uncount, { once: true });
    },
    open: () => {
      let streams = 0;
      for (const open of openByUser.values()) streams += open;
      return streams;
    },
  };
}
