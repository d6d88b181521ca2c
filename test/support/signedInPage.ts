import type { BrowserContextOptions, Page } from "playwright-core";
import { browser } from "./browser.ts";
import { openBrowser } from "./chromium.ts";
import type { World } from "./world.ts";

/** A page of a real browser, in which somebody registered is signed in. Nothing is loaded yet. */
export async function signedInPage(
  world: World,
  name: string,
  options: BrowserContextOptions = {},
  environment: Record<string, string> = {},
): Promise<Page> {
  const opened = await openBrowser([], environment);
  const context = await opened.newContext({ baseURL: world.url, ...options });
  const { cookie } = await browser(world, name);
  const [cookieName = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name: cookieName, value, url: world.url, httpOnly: true }]);
  return context.newPage();
}
