import { expect, vi } from "vitest";
import type { Visit } from "../../src/core/clicks/visit.ts";
import type { Services } from "../../src/core/services.ts";
import { plainBrowser } from "./plainBrowser.ts";

type TimedVisit = Partial<Visit> & { time: string };

/** Records visits to the links at these times and waits until they are written. */
export async function recordVisits(
  { clickRecorder, database }: Services,
  moments: TimedVisit[],
): Promise<void> {
  const before = await database.click.count();
  for (const { time, ...changes } of moments) {
    clickRecorder.record({
      linkId: 1,
      at: Date.parse(time),
      ipAddress: "203.0.113.7",
      userAgent: plainBrowser,
      referrer: "",
      country: "",
      anonymous: false,
      counted: false,
      ...changes,
    });
  }
  await vi.waitFor(
    async () => expect(await database.click.count()).toBe(before + moments.length),
    10_000,
  );
}
