import { expect, test, vi } from "vitest";
import { eventLoopBlockCount } from "../support/eventLoopBlockCount.ts";
import { createWorld } from "../support/world.ts";

/** Blocks the event loop like a long synchronous computation. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Creates a service whose short-code generator takes too long. */
const slowWorld = () =>
  createWorld(
    {},
    {
      generateShortCode: () => {
        hold(300);
        return "slow123";
      },
    },
  );

test("logs and counts a blocked event loop with the operation that blocked it", async () => {
  const { signUp, eventLoopWarnings, url } = await slowWorld();
  const alice = await signUp("alice");
  const before = await eventLoopBlockCount(url);

  await alice.graphql(`mutation Private {
    createLink(input: { originalUrl: "https://secret.example/" }) { __typename }
  }`);

  await vi.waitFor(() =>
    expect(eventLoopWarnings).toContainEqual(
      expect.objectContaining({
        level: 40,
        operations: expect.arrayContaining(["mutation createLink"]),
      }),
    ),
  );
  expect(await eventLoopBlockCount(url)).toBeGreaterThan(before);
  expect(JSON.stringify(eventLoopWarnings)).not.toMatch(/Private|secret/);
});

test("identifies a REST request by its route", async () => {
  const { signUp, eventLoopWarnings } = await slowWorld();
  const alice = await signUp("alice");

  await alice.createLink({ original_url: "https://secret.example/" });

  await vi.waitFor(() =>
    expect(eventLoopWarnings).toContainEqual(
      expect.objectContaining({ operations: expect.arrayContaining(["POST /api/v1/links"]) }),
    ),
  );
});
