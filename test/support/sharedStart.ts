import { beforeAll, onTestFinished } from "vitest";

type CleanUp = () => unknown;

/** Those of what is being started for several tests. */
let sharedCleanUps: CleanUp[] | undefined;

/** Cleans up after the test, or after the tests that share what is being started. */
export function onFinished(cleanUp: CleanUp): void {
  if (sharedCleanUps) sharedCleanUps.push(cleanUp);
  else onTestFinished(async () => void (await cleanUp()));
}

/** Returns whether what is being started is for several tests. */
export const isShared = () => sharedCleanUps !== undefined;

/**
 * Starts something before all tests of a `describe` or a file, for tests that do not change it.
 * Returns a function that returns it.
 */
export function startOnce<Started>(start: () => Promise<Started>): () => Started {
  let started: Started;
  beforeAll(async () => {
    const cleanUps: CleanUp[] = [];
    const cleanUpAll = async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    };
    sharedCleanUps = cleanUps;
    try {
      started = await start();
    } catch (error) {
      await cleanUpAll();
      throw error;
    } finally {
      sharedCleanUps = undefined;
    }
    return cleanUpAll;
  });
  return () => started;
}
