import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { world } from "../support/world.ts";

test.skipIf(!hasChromium)("every status that is offered lists its links", async () => {
  const here = await world();
  const alice = await here.person("alice");
  await alice.createsLink({ short_code: "off", is_active: false });
  const { short_code: active } = await alice.createsLink();
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

test.skipIf(!hasChromium)("an address that asks for nonsense shows what there is", async () => {
  const here = await world();
  const { short_code: code } = await (await here.person("alice")).createsLink();
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
