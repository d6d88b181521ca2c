import { expect, onTestFinished, test, vi } from "vitest";

const hour = 3_600_000;
const day = 24 * hour;

test.each([
  [59_000, "now"],
  [-100_000, "2 minutes ago"],
  [-33 * hour, "1 day ago"],
  [-37 * hour, "2 days ago"],
  [7 * day - 1, "in 7 days"],
  [30 * day - 1, "in 4 weeks"],
  [90 * day - 1, "in 3 months"],
  [365 * day, "in 12 months"],
  [-800 * day, "2 years ago"],
])("formats a time %d ms from now as %s", async (distance, words) => {
  vi.stubGlobal("navigator", { languages: ["en"] });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { formatRelative } = await import("../../src/web/lib/format.ts");
  const now = Date.UTC(2026, 10, 28, 12);

  expect(formatRelative(now + distance, now)).toBe(words);
});
