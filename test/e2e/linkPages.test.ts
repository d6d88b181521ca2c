import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findViolations, horizontalOverflow } from "../support/accessibility.ts";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { createWorld } from "../support/world.ts";

const long = `https://example.com/${"a-long-way/".repeat(40)}`;

async function sendPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
}

test.skipIf(!hasChromium)(
  "every public page of a link is accessible in both colour schemes, on narrow screens too",
  { tags: ["full"] },
  async () => {
    const { url, signUp, services } = await createWorld({
      LIMIT_UNLOCK_PER_LINK_AND_ADDRESS: "2/10m",
      RATE_LIMIT: "on",
      ALLOW_PRIVATE_DESTINATIONS: "false",
    });
    const alice = await signUp("alice");
    const link = (short_code: string, settings = {}) =>
      alice.createLink({ short_code, original_url: long, ...settings });
    await link("open");
    await link("locked", { password: "sesame" });
    await link("used", { max_clicks: 1 });
    await alice.visit("used");
    const inside = await link("inside");
    await services.database.link.update({
      where: { id: inside.id },
      data: { originalUrl: "http://10.0.0.1/" },
    });
    const page = await (await openBrowser()).newPage({ baseURL: url });
    await page.setViewportSize({ width: 320, height: 640 });

    const arrivals: [heading: RegExp, arrive: () => Promise<unknown>][] = [
      [/^Link not found$/, () => page.goto("/n0such1")],
      [/^Link no longer available$/, () => page.goto("/used")],
      [/^Link blocked$/, () => page.goto("/inside")],
      [/^Where this link leads$/, () => page.goto("/open+")],
      [/^Password needed$/, () => page.goto("/locked")],
      [/^Password needed$/, () => sendPassword(page, "wrong")],
      [/^Password needed$/, () => sendPassword(page, "wrong again")],
      [/^Too many tries$/, () => sendPassword(page, "sesame")],
    ];
    for (const [name, arrive] of arrivals) {
      await arrive();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findViolations(page), `${name} in ${colorScheme} colours`).toEqual([]);
      }
      expect(await horizontalOverflow(page), String(name)).toBe(0);
    }
  },
);
