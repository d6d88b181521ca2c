import { expect, test, vi } from "vitest";
import { heldCount } from "../support/heldCount.ts";
import { world } from "../support/world.ts";

/** Holds the event loop, as a long synchronous computation would. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** A service whose generator of codes computes for too long. */
const slowWorld = () =>
  world(
    {},
    {
      generateShortCode: () => {
        hold(300);
        return "slow123";
      },
    },
  );

test("logs and counts an event loop that was held, with the operation that held it", async () => {
  const { person, held, url } = await slowWorld();
  const alice = await person("alice");
  const before = await heldCount(url);

  await alice.runs(`mutation Private {
    createLink(input: { originalUrl: "https://secret.example/" }) { __typename }
  }`);

  await vi.waitFor(() =>
    expect(held).toContainEqual(
      expect.objectContaining({
        level: 40,
        operations: expect.arrayContaining(["mutation createLink"]),
      }),
    ),
  );
  expect(await heldCount(url)).toBeGreaterThan(before);
  expect(JSON.stringify(held)).not.toMatch(/Private|secret/);
});

test("names a REST request by its route", async () => {
  const { person, held } = await slowWorld();
  const alice = await person("alice");

  await alice.createsLink({ original_url: "https://secret.example/" });

  await vi.waitFor(() =>
    expect(held).toContainEqual(
      expect.objectContaining({ operations: expect.arrayContaining(["POST /api/v1/links"]) }),
    ),
  );
});
