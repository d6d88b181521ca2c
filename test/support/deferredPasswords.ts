import { expect } from "vitest";
import type { PasswordHasher } from "../../src/core/passwords/passwordHasher.ts";
import {
  createPasswordQueue,
  type PasswordTaskOptions,
} from "../../src/core/passwords/passwordQueue.ts";

export interface DeferredPasswords {
  /** Computes one at a time, in the order of the service's queue, each until the test completes it. */
  passwords: PasswordHasher;
  /** All tasks in the order of their requests. */
  requested: PasswordTaskOptions[];
  /** All started tasks in order. */
  started: PasswordTaskOptions[];
  /** Completes this many tasks, one after another, waiting each time until the next has started. */
  end(times: number): Promise<void>;
  /** Completes all current and future tasks. */
  release(): void;
}

/** Creates a password hasher that accepts every password, but only when the test completes the task. */
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
