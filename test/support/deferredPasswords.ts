import { expect } from "vitest";
import type { PasswordHasher } from "../../src/core/users/passwordHasher.ts";
import {
  createPasswordQueue,
  type PasswordTaskOptions,
} from "../../src/core/users/passwordQueue.ts";

export interface DeferredPasswords {
  /** Computes one at a time, in the turns of the service, each until the test ends it. */
  passwords: PasswordHasher;
  /** Whatever was asked for, in the order in which it came. */
  requested: PasswordTaskOptions[];
  /** What was begun, in this order. */
  started: PasswordTaskOptions[];
  /** Ends what is being computed so many times, each when the next was begun. */
  end(times: number): Promise<void>;
  /** Ends all there is and will be. */
  release(): void;
}

/** Passwords of which each is right, computed only when the test says so. */
export function createDeferredPasswords(): DeferredPasswords {
  const queue = createPasswordQueue(1);
  const asked: PasswordTaskOptions[] = [];
  const begun: PasswordTaskOptions[] = [];
  let endOne = () => {};
  let isReleased = false;

  function compute<Result>(turn: PasswordTaskOptions, result: Result): Promise<Result> {
    asked.push(turn);
    return queue.run(turn, async () => {
      begun.push(turn);
      if (isReleased) return result;
      await new Promise<void>((resolve) => {
        endOne = resolve;
      });
      return result;
    });
  }

  return {
    passwords: {
      hash: (_password, turn) => compute(turn, "hash"),
      compare: (_password, _hash, turn) => compute(turn, true),
      hasCurrentCost: () => true,
      dummyHash: () => "hash",
      close: async () => {},
    },
    requested: asked,
    started: begun,
    end: async (times) => {
      for (let time = 0; time < times; time++) {
        const before = begun.length;
        endOne();
        await expect.poll(() => begun.length).toBeGreaterThan(before);
      }
    },
    release: () => {
      isReleased = true;
      endOne();
    },
  };
}
