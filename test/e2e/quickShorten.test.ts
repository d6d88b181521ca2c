import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { world } from "../support/world.ts";

/** Alice, where she shortens a URL at once. */
async function aliceAtHome() {
  const here = await world();
  const alice = await here.person("alice");
  const page = await signedInPage(here, "alice");
  await page.goto("/");
  return { alice, page, field: page.getByLabel("Long URL") };
}

test.skipIf(!hasChromium)("what is typed while a URL is being shortened stays", async () => {
  const { page, field } = await aliceAtHome();
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("mutation CreateLink(")) await answering;
    await route.continue();
  });
  await field.fill("https://example.com/first");
  await field.press("Enter");
  await field.fill("https://example.com/second");
  answer();
  await page.getByText("leads to https://example.com/first").waitFor();
  await page.keyboard.type("?typed");

  expect(await field.inputValue()).toBe("https://example.com/second?typed");
  await field.press("Enter");
  await page.getByText("leads to https://example.com/second?typed").waitFor();
  await expect.poll(() => field.inputValue()).toBe("");
});
