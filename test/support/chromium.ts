import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";
import { onTestFinished } from "vitest";

/** The shell renders like the browser, but starts and draws in about half the time. */
const paths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const executablePath = paths.find(existsSync) ?? "/usr/bin/chromium";

/** Whether browser tests can run here. In continuous integration they must run. */
export const hasChromium = existsSync(executablePath) || process.env.CI === "true";

if (!hasChromium) console.warn(`Browser tests are skipped: there is no ${executablePath}.`);

let shared: Promise<Browser> | undefined;

/** Opens contexts and pages, which are closed after the test. */
export type TestBrowser = Pick<Browser, "newContext" | "newPage" | "version">;

/**
 * Returns the browser that the tests of a process share, because starting one takes longer than
 * most tests. Each context has its own cookies, storage and cache.
 */
export async function openBrowser(): Promise<TestBrowser> {
  shared ??= launch().then((browser) =>
    browser.on("disconnected", () => {
      shared = undefined;
    }),
  );
  const browser = await shared;
  const newContext = async (options?: BrowserContextOptions) => {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    return context;
  };
  return {
    newContext,
    newPage: async (options) => (await newContext(options)).newPage(),
    version: () => browser.version(),
  };
}

/**
 * Starts a separate browser with additional command-line switches and environment variables. It is
 * closed after the test.
 */
export async function launchBrowser(
  switches: string[],
  environment: Record<string, string> = {},
): Promise<Browser> {
  const browser = await launch(switches, environment);
  onTestFinished(() => browser.close());
  return browser;
}

function launch(switches: string[] = [], environment: Record<string, string> = {}) {
  return chromium.launch({
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
}
