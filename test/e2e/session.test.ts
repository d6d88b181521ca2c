import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { world } from "../support/world.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Alice and Bob, and a browser in which Alice is signed in. */
async function aliceInHerBrowser() {
  const here = await world();
  const alice = await here.person("alice");
  await here.person("bob");
  const page = await signedInPage(here, "alice", { reducedMotion: "reduce" });
  return { here, alice, page };
}

test.skipIf(!hasChromium)("signing out leads home, however long home takes", async () => {
  const { page } = await aliceInHerBrowser();
  await page.route("**/assets/HomePage-*", async (route) => {
    await setTimeout(500);
    await route.continue();
  });
  await page.goto("/app/tokens");
  await page.getByText("Login", { exact: true }).waitFor();
  await button(page, "Sign out").click();

  await page.getByRole("link", { name: "Create an account" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
});

test.skipIf(!hasChromium)(
  "what was done before signing out is not offered to be undone",
  async () => {
    const { alice, page } = await aliceInHerBrowser();
    const undo = page.getByRole("button", { name: "Undo" });
    await alice.createsLink({ short_code: "one" });
    await page.goto("/app/links");
    await page.getByRole("switch").focus();
    await page.keyboard.press("Space");
    await undo.waitFor();
    await button(page, "Sign out").click();
    await page.getByRole("link", { name: "Create an account" }).waitFor();
    expect(await undo.count()).toBe(0);

    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.keyboard.press("Control+z");
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(requests).toEqual([]);
  },
);
