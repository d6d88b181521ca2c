import type { Page, Response } from "playwright-core";
import { expect, test } from "vitest";
import { findViolations, horizontalOverflow } from "../support/accessibility.ts";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld, type World } from "../support/world.ts";

const open = ["/", "/app/login", "/app/register", "/app/developers", "/app/nowhere"];
const own = ["/", "/app/links", "/app/links/1", "/app/tokens", "/app/settings"];

/** Visits each page as a signed-out visitor and as a user with a link and a token. */
async function visitPages(here: World, visit: (page: Page, path: string) => Promise<void>) {
  const stranger = await (await openBrowser()).newPage({ baseURL: here.url });
  for (const path of open) await visit(stranger, path);
  const alice = await here.signUp("alice");
  await alice.createLink();
  const known = await signedInPage(here, "alice");
  for (const path of own) await visit(known, path);
}

async function arrive(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const waiting = ".mantine-Skeleton-root, .mantine-Loader-root";
  await page.waitForFunction((selector) => !document.querySelector(selector), waiting);
}

test.skipIf(!hasChromium)(
  "every page is accessible in both colour schemes, on narrow screens too, without external resources",
  { timeout: 120_000 },
  async () => {
    const here = await createWorld();
    await visitPages(here, async (page, path) => {
      const origins = new Set<string>();
      const note = (response: Response) => origins.add(new URL(response.url()).origin);
      page.on("response", note);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await arrive(page, path);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
        const name = `${path} in ${colorScheme} colours`;
        expect(await findViolations(page), name).toEqual([]);
        expect(await horizontalOverflow(page), name).toBe(0);
      }
      page.off("response", note);
      expect([...origins]).toEqual([here.url]);
    });
  },
);
