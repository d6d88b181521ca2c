import type { Page, Response } from "playwright-core";
import { expect, test } from "vitest";
import { findViolations, horizontalOverflow } from "../support/accessibility.ts";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld, type World } from "../support/world.ts";

const open = ["/", "/app/login", "/app/register", "/app/developers", "/app/nowhere"];
const own = ["/", "/app/links", "/app/links/1", "/app/tokens", "/app/settings"];
const mostScriptBytes = 200_000;

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
  "every page is accessible in both colour schemes, on narrow screens too",
  { timeout: 120_000 },
  async () => {
    await visitPages(await createWorld(), async (page, path) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width: 320, height: 640 });
        await arrive(page, path);
        const name = `${path} in ${colorScheme} colours`;
        expect(await findViolations(page), name).toEqual([]);
        expect(await horizontalOverflow(page), name).toBe(0);
      }
    });
  },
);

test.skipIf(!hasChromium)(
  "no page needs more than 200 kB of script before it is shown, nor any external resource",
  { timeout: 120_000 },
  async () => {
    const here = await createWorld();
    const weights: Record<string, number> = {};
    await visitPages(here, async (page, path) => {
      let bytes = 0;
      const weigh = (response: Response) => {
        expect(new URL(response.url()).origin).toBe(here.url);
        // Charts load after the page.
        if (response.request().resourceType() !== "script" || /Chart/.test(response.url())) return;
        expect(response.headers()["content-encoding"]).toBe("br");
        bytes += Number(response.headers()["content-length"]);
      };
      page.on("response", weigh);
      await arrive(page, path);
      page.off("response", weigh);
      weights[path] = bytes;
    });

    const heavy = Object.entries(weights).filter(([, bytes]) => bytes > mostScriptBytes);
    expect(heavy).toEqual([]);
    expect(Math.min(...Object.values(weights))).toBeGreaterThan(50_000);
  },
);
