/** @module-tag full */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findLayoutIssues } from "../support/accessibility.ts";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld, password } from "../support/world.ts";

/** Fails an operation with an unexpected server error until the returned function is called. */
async function breakOperation(page: Page, operation: string): Promise<() => void> {
  let isBroken = true;
  await page.route("**/graphql", (route) => {
    if (!isBroken || !route.request().postData()?.includes(operation)) return route.fallback();
    return route.fulfill({
      headers: { "x-request-id": "0123456789abcdef" },
      json: {
        data: { viewer: null },
        errors: [{ message: "Broken.", extensions: { code: "INTERNAL_SERVER_ERROR" } }],
      },
    });
  });
  return () => {
    isBroken = false;
  };
}

test.skipIf(!hasChromium)(
  "failed queries of a page are reported and do not sign the user out",
  async () => {
    const here = await createWorld();
    await here.signUp("alice");
    const page = await signedInPage(here, "alice");
    const failure = page.getByRole("alert").filter({ hasText: "0123456789abcdef" });

    for (const [path, operation, shown] of [
      ["/app/links", "query Links", "Make your first link"],
      ["/app/tokens", "query Tokens", "Login"],
      ["/app/settings", "query Sessions", "This one"],
    ] as const) {
      const repair = await breakOperation(page, operation);
      await page.goto(path);
      await failure.waitFor();
      expect(await page.getByRole("dialog").count()).toBe(0);
      repair();
      await failure.getByRole("button", { name: "Try again" }).click();
      await page.getByText(shown).first().waitFor();
      expect(await failure.count()).toBe(0);
    }
  },
);

/** Signs Alice in and opens a page. */
async function aliceInHerBrowser() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const page = await signedInPage(here, "alice", { reducedMotion: "reduce" });
  return { alice, page, button: (name: string) => page.getByRole("button", { name, exact: true }) };
}

test.skipIf(!hasChromium)("a failed viewer query does not sign the user out", async () => {
  const { page, button } = await aliceInHerBrowser();
  await page.route("**/graphql", (route) => route.fulfill({ status: 503, body: "busy" }));

  for (const path of ["/", "/app/login", "/app/links"]) {
    await page.goto(path);
    await page.getByText("The service could not be reached.").waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await page.locator("form").count()).toBe(0);
  }
  await page.unroute("**/graphql");
  await button("Try again").click();

  await page.getByText("Make your first link").waitFor();
});

test.skipIf(!hasChromium)("signing out offline does not pretend to succeed", async () => {
  const { page, button } = await aliceInHerBrowser();
  const announcing = page.waitForResponse("**/assets/Notifications*");
  await page.goto("/app/settings");
  await page.getByText("This one").waitFor();
  await announcing;
  await page.context().setOffline(true);
  await button("Sign out").click();
  await page.getByText("You are still signed in. You are offline.").waitFor();
  await page.getByLabel("Current password").fill("typed");
  await page.context().setOffline(false);
  await page.getByText("You are offline. What you see").waitFor({ state: "detached" });

  expect(await page.getByLabel("Current password").inputValue()).toBe("typed");
  await button("Sign out").click();
  await page.getByRole("link", { name: "Create an account" }).waitFor();
});

test.skipIf(!hasChromium)(
  "an expired session does not discard the input of an open form",
  { timeout: 60_000 },
  async () => {
    const { page, alice, button } = await aliceInHerBrowser();
    const signIn = page.getByRole("dialog", { name: "You have been signed out" });
    const form = page.getByRole("dialog", { name: "New link" });
    await page.goto("/app/links");
    await page.getByText("Make your first link").waitFor();
    await page.keyboard.press("n");
    await form.getByLabel("Long URL").fill("https://example.com/typed");
    await page.context().clearCookies();
    await page.keyboard.press("Enter");

    await signIn.waitFor();
    expect(await findLayoutIssues(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    await signIn.locator("input[name=password]").focus();
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await signIn.getByText("The email or password is wrong. Check both and try again.").waitFor();
    await signIn.getByRole("button", { name: "Close" }).click();
    await page.getByText("What you see may be out of date").waitFor();
    expect(await form.getByLabel("Long URL").inputValue()).toBe("https://example.com/typed");
    await form.getByRole("button", { name: "Make link" }).click();
    await signIn.locator("input[name=password]").fill(password);
    await page.keyboard.press("Enter");
    await signIn.waitFor({ state: "detached" });
    await form.getByRole("button", { name: "Make link" }).click();
    await page.getByRole("dialog", { name: "Your new link" }).waitFor();
    expect((await alice.get("/api/v1/links")).body.links).toMatchObject([
      { original_url: "https://example.com/typed" },
    ]);

    await page.goto("/");
    await page.getByLabel("Long URL").fill("https://example.com/quick");
    await page.context().clearCookies();
    await page.keyboard.press("Enter");
    await page.getByText("Sign in again; what you entered is still here.").waitFor();
    await signIn.getByRole("button", { name: "Leave this page" }).click();
    await page.getByRole("link", { name: "Create an account" }).waitFor();
    expect(await button("Sign out").count()).toBe(0);
  },
);

test.skipIf(!hasChromium)(
  "a crashed page shows an error with the request id and a way to continue",
  async () => {
    const { page, button } = await aliceInHerBrowser();
    await page.route("**/assets/TokensPage*", (route) => route.abort());
    const repair = await breakOperation(page, "query Links");
    await page.goto("/app/links");
    await page.getByRole("alert").getByText("0123456789abcdef").waitFor();
    repair();
    await page.getByRole("link", { name: "Tokens" }).click();

    await page.getByRole("heading", { name: "This page failed" }).waitFor();
    await page.getByText("0123456789abcdef").waitFor();
    expect(await findLayoutIssues(page)).toEqual([]);
    await page.unroute("**/assets/TokensPage*");
    await button("Load it again").click();
    await page.getByRole("heading", { name: "Tokens" }).waitFor();
  },
);

test.skipIf(!hasChromium)("failing notifications do not break the page", async () => {
  const { page } = await aliceInHerBrowser();
  const broken = "export const Notifications = () => { throw new Error('broken'); };";
  const failing = page.waitForEvent("console", (message) => message.text().includes("broken"));
  await page.route("**/assets/Notifications-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: broken }),
  );
  await page.goto("/app/links");
  await failing;

  await page.getByText("Make your first link").waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
});

test.skipIf(!hasChromium)("an error outside all pages is shown with a way forward", async () => {
  const { page, button } = await aliceInHerBrowser();
  // The listener for the connection state is outside all pages.
  await page.addInitScript(() => {
    if (sessionStorage.getItem("repaired")) return;
    const { addEventListener } = window;
    window.addEventListener = (type: string, ...others: unknown[]) => {
      if (type === "online") throw new Error("broken");
      return Reflect.apply(addEventListener, window, [type, ...others]);
    };
  });
  await page.goto("/app/links");

  await page.getByRole("heading", { name: "This page failed" }).waitFor();
  expect(await findLayoutIssues(page)).toEqual([]);
  await page.evaluate(() => sessionStorage.setItem("repaired", "yes"));
  await button("Load it again").click();
  await page.getByText("Make your first link").waitFor();
});

test.skipIf(!hasChromium)("the page explains when its script does not load", async () => {
  const { page } = await aliceInHerBrowser();
  const help = page.getByText("This page takes long to load");
  const endWaiting = () =>
    page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });

  for (const broken of [undefined, "throw new Error('broken')"]) {
    await page.route("**/assets/index-*.js", (route) =>
      broken ? route.fulfill({ contentType: "text/javascript", body: broken }) : route.abort(),
    );
    await page.goto("/app/links");
    expect(await help.isVisible()).toBe(false);
    await endWaiting();
    await help.waitFor();
    expect(await findLayoutIssues(page)).toEqual([]);
    await page.unroute("**/assets/index-*.js");
  }
  await page.goto("/app/links");
  await page.getByText("Make your first link").waitFor();
});

test.skipIf(!hasChromium)(
  "dialogs and notifications that fail to load leave the page intact and can load later",
  async () => {
    const { page, button } = await aliceInHerBrowser();
    const announcing = page.waitForRequest("**/assets/Notifications*");
    await page.route("**/assets/Notifications*", (route) => route.abort());
    await page.route("**/assets/LinkDialog*", (route) => route.abort());
    await page.goto("/app/links");
    await page.getByText("Make your first link").waitFor();
    await announcing;
    await button("New link").click();
    await page.unroute("**/assets/Notifications*");
    await page.getByText("This could not be loaded.").first().waitFor();
    await page.getByText("Make your first link").waitFor();
    await page.unroute("**/assets/LinkDialog*");
    await button("New link").click();

    await page.getByRole("dialog").getByLabel("Long URL").waitFor();
  },
);

test.skipIf(!hasChromium)(
  "queries that failed offline are repeated when the connection is restored",
  async () => {
    const { page, alice } = await aliceInHerBrowser();
    const failure = page.getByText("You are offline. What you entered is still here");
    await alice.createLink({ short_code: "one" });
    await page.goto("/app/links");
    await page.getByRole("link", { name: "lnk7.test/one", exact: true }).waitFor();
    await page.context().setOffline(true);
    await page.getByLabel("Search your links").fill("two");
    await failure.waitFor();
    await page.context().setOffline(false);

    await page.getByText("No link fits").waitFor();
    expect(await failure.count()).toBe(0);
  },
);

test.skipIf(!hasChromium)("a request without a response times out with a message", async () => {
  const { page, button } = await aliceInHerBrowser();
  await page.clock.install();
  await page.goto("/");
  await page.getByLabel("Long URL").fill("https://example.com/kept");
  await page.route("**/graphql", () => {});
  await Promise.all([page.waitForRequest("**/graphql"), button("Shorten").click()]);
  await page.clock.fastForward(30_000);

  await page.getByText("The service did not answer in time").waitFor();
  expect(await page.getByLabel("Long URL").inputValue()).toBe("https://example.com/kept");
  expect(await button("Shorten").isEnabled()).toBe(true);
});

/** Returns the URLs of stylesheets without readable rules. */
const missingStyles = (page: Page) =>
  page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => {
      try {
        return sheet.cssRules.length > 0 ? [] : [sheet.href];
      } catch {
        return [sheet.href];
      }
    }),
  );

test.skipIf(!hasChromium)(
  "a page that failed to load offline loads on the next visit when online",
  async () => {
    const { page } = await aliceInHerBrowser();
    const go = (name: string) => page.getByRole("link", { name, exact: true }).click();
    await page.goto("/app/tokens");
    await page.getByText("Login", { exact: true }).waitFor();
    await page.context().setOffline(true);
    for (const _ of [1, 2]) {
      await go("Links");
      await page.getByRole("heading", { name: "This page failed" }).waitFor();
      await go("Tokens");
      await page.getByRole("heading", { name: "Tokens" }).waitFor();
    }
    await page.context().setOffline(false);
    await go("Links");

    await page.getByText("Make your first link").waitFor();
    await expect.poll(() => missingStyles(page)).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  "queries that failed without a session are repeated after signing in again",
  async () => {
    const { page, alice } = await aliceInHerBrowser();
    const signIn = page.getByRole("dialog", { name: "You have been signed out" });
    await alice.createLink({ short_code: "one" });
    await page.goto("/app/links");
    await page.getByRole("link", { name: "lnk7.test/one", exact: true }).waitFor();
    await page.context().clearCookies();
    await page.getByRole("link", { name: "lnk7.test/one", exact: true }).click();
    await signIn.locator("input[name=password]").fill(password);
    await page.keyboard.press("Enter");
    await signIn.waitFor({ state: "detached" });

    await page.getByRole("heading", { name: "Nobody has clicked yet" }).waitFor();
    expect(await page.getByText("You have been signed out").count()).toBe(0);
  },
);
