/** @module-tag full */
import { expect, test } from "vitest";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

test.skipIf(!hasChromium)("every offered status filter lists its links", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink({ short_code: "off", is_active: false });
  const { short_code: active } = await alice.createLink();
  const page = await signedInPage(here, "alice");
  await page.goto("/app/links");
  const select = page.getByLabel("Status");
  const links = page.getByRole("list", { name: "Links" }).locator("a[href^='/app/links/']");
  const nothing = page.getByText("No link fits");
  const name = (code: string) => `lnk7.test/${code}`;
  const expected = {
    "Any status": [name(active), name("off")],
    Active: [name(active)],
    "Switched off": [name("off")],
    Expired: ["No link fits"],
    "Used up": ["No link fits"],
  };

  await links.first().waitFor();
  expect(await select.locator("option").allInnerTexts()).toEqual(Object.keys(expected));
  for (const [label, names] of Object.entries(expected)) {
    await select.selectOption(label);
    const shown = async () => [
      ...(await links.allInnerTexts()),
      ...(await nothing.allInnerTexts()),
    ];
    await expect.poll(shown, { message: label }).toEqual(names);
  }
});

test.skipIf(!hasChromium)("invalid URL parameters fall back to a valid view", async () => {
  const here = await createWorld();
  const { short_code: code } = await (await here.signUp("alice")).createLink();
  const page = await signedInPage(here, "alice");
  const nonsense = ["status=blocked", "status=constructor", "sort=constructor", "pages=1e9"];

  for (const parameters of nonsense) {
    await page.goto(`/app/links?${parameters}`);
    await page.getByRole("link", { name: `lnk7.test/${code}`, exact: true }).waitFor();
  }
  await page.goto(`/app/links?search=${"long".repeat(100)}`);
  await page.getByText("No link fits").waitFor();
  await page.goto("/app/links/1?range=toString&interval=constructor");
  await page.getByRole("heading", { name: "Nobody has clicked yet" }).waitFor();

  expect(await page.getByRole("alert").count()).toBe(0);
});

test.skipIf(!hasChromium)(
  "the table of contents of the developers' page opens its sections, as do their URLs",
  async () => {
    const { url } = await createWorld();
    const page = await (await openBrowser()).newPage({ baseURL: url });
    await page.goto("/app/developers");
    // The last part of the page to load.
    await page.getByRole("cell", { name: "Create a short link" }).waitFor();
    const header = await page.getByRole("banner").boundingBox();
    const isRightBelow = async (name: string) => {
      const heading = await page.getByRole("heading", { name, exact: true }).boundingBox();
      const distance = (heading?.y ?? Number.NaN) - (header?.height ?? Number.NaN);
      return distance >= 0 && distance < 100;
    };
    const contents = page.getByRole("navigation", { name: "On this page" });

    for (const name of ["Errors", "Quick start"]) {
      await contents.getByRole("link", { name }).click();
      await expect.poll(() => isRightBelow(name), { message: name }).toBe(true);
      expect(await page.locator(":focus").innerText()).toBe(name);
    }
    await page.goBack();
    await expect.poll(() => isRightBelow("Errors"), { message: "back" }).toBe(true);
    await page.goto("/app/developers#examples");
    await page.reload();
    await expect.poll(() => isRightBelow("Code examples"), { message: "address" }).toBe(true);
  },
);
