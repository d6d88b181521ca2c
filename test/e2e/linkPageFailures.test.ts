import type { Page, Route } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { world } from "../support/world.ts";

/** Alice with a link, and a browser in which she is signed in. */
async function aliceAtHerLink() {
  const here = await world();
  const alice = await here.person("alice");
  const link = await alice.createsLink({ title: "Kept" });
  const page = await signedInPage(here, "alice");
  return { ...here, link, page, path: `/app/links/${link.id}` };
}

/** Lets a person answer an operation of the page's in place of the service. */
async function intercept(page: Page, operation: string, answer: (route: Route) => Promise<void>) {
  await page.route("**/graphql", (route) =>
    route.request().postData()?.includes(`query ${operation}(`) ? answer(route) : route.fallback(),
  );
}

test.skipIf(!hasChromium)(
  "a link's page that cannot be read anew stays, with what is being typed",
  async () => {
    const { page, path } = await aliceAtHerLink();
    const heading = page.getByRole("heading", { level: 1, name: "Kept" });
    await page.goto(path);
    await heading.waitFor();
    await page.getByRole("link", { name: "All links" }).click();
    let fail = () => {};
    const failing = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await intercept(page, "Link", async (route) => {
      await failing;
      await route.abort();
    });
    await page.locator(`a[href="${path}"]`).click();
    await page.getByRole("button", { name: "Edit" }).click();
    const title = page.getByRole("dialog").getByLabel("Title");
    await title.fill("Being typed");
    fail();
    await page.getByText("The service could not be reached.").waitFor();

    expect(await title.inputValue()).toBe("Being typed");
    await page.unroute("**/graphql");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    expect(await heading.count()).toBe(1);
  },
);
