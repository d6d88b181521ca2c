import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { world } from "../support/world.ts";

/** Lets an operation fail as the service does when it has an accident, until told to stop. */
async function breakOperation(page: Page, operation: string): Promise<() => Promise<void>> {
  await page.route("**/graphql", (route) => {
    if (!route.request().postData()?.includes(operation)) return route.fallback();
    return route.fulfill({
      headers: { "x-request-id": "0123456789abcdef" },
      json: {
        data: { viewer: null },
        errors: [{ message: "Broken.", extensions: { code: "INTERNAL_SERVER_ERROR" } }],
      },
    });
  });
  return () => page.unroute("**/graphql");
}

test.skipIf(!hasChromium)(
  "what failed below the viewer is said, and signs nobody out",
  async () => {
    const here = await world();
    await here.person("alice");
    const page = await signedInPage(here, "alice");
    const failure = page.getByRole("alert").filter({ hasText: "0123456789abcdef" });

    for (const [path, operation, shown] of [
      ["/app/links", "query Links", "Make your first link"],
      ["/app/tokens", "query Tokens", "Login"],
      ["/app/settings", "query Sessions", "This one"],
    ] as const) {
      const mend = await breakOperation(page, operation);
      await page.goto(path);
      await failure.waitFor();
      expect(await page.getByRole("dialog").count()).toBe(0);
      await mend();
      await failure.getByRole("button", { name: "Try again" }).click();
      await page.getByText(shown).first().waitFor();
      expect(await failure.count()).toBe(0);
    }
  },
);
