/** @module-tag full */
import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld, password } from "../support/world.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Registers Alice and Bob, and opens a page in which Alice is signed in. */
async function aliceInHerBrowser() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await here.signUp("bob");
  const page = await signedInPage(here, "alice", { reducedMotion: "reduce" });
  return { here, alice, page };
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel("Email").fill(`${name}@example.com`);
  await page.locator("input[name=password]").fill(password);
  await page.keyboard.press("Enter");
}

test.skipIf(!hasChromium)(
  "a page reloads with a notice when another user signs in in another tab",
  async () => {
    const { page } = await aliceInHerBrowser();
    const signInAgain = page.getByRole("dialog", { name: "You have been signed out" });
    const other = await page.context().newPage();
    await page.goto("/app/settings");
    await page.getByText("You are signed in as alice@example.com.").waitFor();
    await other.goto("/");
    await button(other, "Sign out").click();
    await signInAgain.waitFor();
    await other.getByRole("link", { name: "Sign in" }).first().click();
    await signIn(other, "alice");
    await signInAgain.waitFor({ state: "detached" });

    await button(other, "Sign out").click();
    await other.getByRole("link", { name: "Sign in" }).first().click();
    await signIn(other, "bob");
    await page.getByText("You are signed in as bob@example.com.").waitFor();
    await page.getByText("bob@example.com signed in on another tab.").waitFor();
    expect(await page.getByText("alice@example.com").count()).toBe(0);
    expect(await page.getByRole("dialog").count()).toBe(0);
  },
);

test.skipIf(!hasChromium)(
  "a page that missed another user's sign-in checks it when it becomes visible",
  async () => {
    const { here, page } = await aliceInHerBrowser();
    await page.goto("/app/settings");
    await page.getByText("You are signed in as alice@example.com.").waitFor();
    const { cookie } = await signInBrowser(here, "bob");
    const [name = "", value = ""] = cookie.split("=");
    await page.context().addCookies([{ name, value, url: here.url, httpOnly: true }]);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

    await page.getByText("You are signed in as bob@example.com.").waitFor();
  },
);

test.skipIf(!hasChromium)(
  "a browser that blocks cookies gets an explanation and keeps the input",
  async () => {
    const here = await createWorld();
    await here.signUp("alice");
    const page = await (await openBrowser()).newPage({ baseURL: here.url });
    const isTold = page.getByRole("alert").getByText("Your browser does not keep the cookie");
    // The response of the service without its cookie.
    await page.route("**/graphql", async (route) => {
      if (!route.request().postData()?.includes("startSession")) return route.fallback();
      const user = { __typename: "User", id: "VXNlcjox", email: "", createdAt: new Date(0) };
      const startSession = { __typename: "StartSessionPayload", user };
      return route.fulfill({ json: { data: { startSession } } });
    });

    await page.goto("/app/login");
    await signIn(page, "alice");
    await isTold.waitFor();
    expect(await page.getByLabel("Email").inputValue()).toBe("alice@example.com");
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByRole("heading", { name: "Create an account" }).waitFor();
    await signIn(page, "carol");
    await isTold.waitFor();
    expect(await page.getByLabel("Email").inputValue()).toBe("carol@example.com");
  },
);

test.skipIf(!hasChromium)("signing out opens the home page, even if it loads slowly", async () => {
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
  "changes made before signing out cannot be undone after signing out",
  async () => {
    const { alice, page } = await aliceInHerBrowser();
    const undo = page.getByRole("button", { name: "Undo" });
    await alice.createLink({ short_code: "one" });
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
