import type { BrowserContextOptions, Page } from "playwright-core";
import { signInBrowser } from "./browser.ts";
import { launchBrowser, openBrowser } from "./chromium.ts";
import type { World } from "./world.ts";

/**
 * Returns an empty page in which a registered user is signed in. With an `environment`, it starts a
 * separate browser with these variables.
 */
export async function signedInPage(
  world: World,
  name: string,
  options: BrowserContextOptions = {},
  environment?: Record<string, string>,
): Promise<Page> {
  const opened = await (environment ? launchBrowser([], environment) : openBrowser());
  const context = await opened.newContext({ baseURL: world.url, ...options });
  const { cookie } = await signInBrowser(world, name);
  const [cookieName = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name: cookieName, value, url: world.url, httpOnly: true }]);
  return context.newPage();
}
