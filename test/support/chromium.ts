import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { onTestFinished } from "vitest";

const executablePath = "/usr/bin/chromium";

/** Whether browser tests can run here. In continuous integration they must. */
export const hasChromium = existsSync(executablePath) || process.env.CI === "true";

if (!hasChromium) console.warn(`Browser tests are skipped: there is no ${executablePath}.`);

/**
 * A browser of its own, closed after the test, with further switches of the command line and further
 * variables of the environment.
 */
export async function openBrowser(
  switches: string[] = [],
  environment: Record<string, string> = {},
): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...environment },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...switches,
    ],
  });
  onTestFinished(() => browser.close());
  return browser;
}
