/** @module-tag full */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

async function aliceWithLink() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ short_code: "mine", title: "Old" });
  const page = await signedInPage(here, "alice");
  page.setDefaultTimeout(15_000);
  const stored = async () => (await alice.get(`/api/v1/links/${link.id}`)).body;
  return { ...here, alice, link, page, stored };
}

/** Delays the first request of an operation until it is released. */
async function holdFirst(page: Page, operation: string) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isFirst = true;
  await page.route("**/graphql", async (route) => {
    const isIt = route.request().postData()?.includes(`${operation}(`) ?? false;
    if (isIt && isFirst) {
      isFirst = false;
      await held;
    }
    await route.continue();
  });
  return letGo;
}

test.skipIf(!hasChromium)(
  "the second of two quick toggles of a link determines its final state",
  async () => {
    const { page, stored } = await aliceWithLink();
    await page.goto("/app/links");
    const toggle = page.getByRole("switch", { name: /mine/ });
    const letGo = await holdFirst(page, "mutation UpdateLink");

    await toggle.focus();
    await page.keyboard.press("Space");
    await expect.poll(() => toggle.isChecked()).toBe(false);
    await page.keyboard.press("Space");
    // Long enough for a second request to overtake the first.
    setTimeout(letGo, 1_000);

    for (const state of ["off", "on"]) {
      await page.getByText(`Switched ${state}: lnk7.test/mine.`).waitFor();
    }
    expect([await toggle.isChecked(), (await stored()).is_active]).toEqual([true, true]);
  },
);

test.skipIf(!hasChromium)(
  "saving a form does not overwrite settings that changed elsewhere in the meantime",
  async () => {
    const { page, alice, link, stored } = await aliceWithLink();
    await page.goto(`/app/links/${link.id}`);
    await page.getByText("Visitors are sent on.").waitFor();
    await page.getByRole("link", { name: "All links" }).click();
    const inList = page
      .getByRole("list", { name: "Links" })
      .getByRole("link", { name: "lnk7.test/mine", exact: true });
    await inList.waitFor();
    const original_url = "https://example.com/changed";
    await alice.put(`/api/v1/links/${link.id}`, { original_url, max_clicks: 7 });
    const letGo = await holdFirst(page, "query Link");

    await inList.click();
    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("New");
    letGo();
    await page.getByText(original_url).first().waitFor({ state: "attached" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });

    expect(await stored()).toMatchObject({ title: "New", original_url, max_clicks: 7 });
  },
);

test.skipIf(!hasChromium)(
  "Escape while saving and clicks outside a form do not discard its input",
  async () => {
    const { page } = await aliceWithLink();
    await page.goto("/app/links");
    await page.getByRole("button", { name: "New link" }).click();
    const dialog = page.getByRole("dialog");
    const field = dialog.getByLabel("Long URL");
    await field.fill("https://example.com/typed");
    await page.mouse.click(5, 5);
    expect(await field.inputValue()).toBe("https://example.com/typed");

    const letGo = await holdFirst(page, "mutation CreateLink");
    await field.fill("not a URL");
    await field.press("Enter");
    await page.keyboard.press("Escape");
    letGo();
    await dialog.getByText("The URL is not valid.").waitFor();
    expect(await field.inputValue()).toBe("not a URL");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  },
);
