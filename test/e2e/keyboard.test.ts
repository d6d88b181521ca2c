/** @module-tag full */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { findLayoutIssues } from "../support/accessibility.ts";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

/** Creates Alice's links and opens a page in which she is signed in. */
async function aliceAtHerLinks(codes: string[]) {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  for (const short_code of codes) await alice.createLink({ short_code });
  const page = await signedInPage(here, "alice", { reducedMotion: "reduce" });
  await page.goto("/app/links");
  await page.getByRole("link", { name: `lnk7.test/${codes[0]}`, exact: true }).waitFor();
  return { here, alice, page };
}

/** Returns the name of the focused element, as far as the tests need it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    // The text of the whole page would contain any name.
    if (activeElement === document.body) return "nothing";
    return activeElement?.id === "main"
      ? "main"
      : (activeElement?.getAttribute("aria-label") ??
          activeElement?.closest("label, .mantine-InputWrapper-root")?.querySelector("label")
            ?.textContent ??
          activeElement?.textContent);
  });

const hasFocus = (page: Page, name: string) =>
  expect.poll(() => focused(page), { message: name }).toContain(name);

test.skipIf(!hasChromium)(
  "keyboard shortcuts work from every field and list, but never behind a dialog",
  async () => {
    const { page } = await aliceAtHerLinks(["one"]);
    const search = "Search your links";

    await page.getByRole("checkbox", { name: "Select lnk7.test/one" }).focus();
    await page.keyboard.press("n");
    await hasFocus(page, "Long URL");
    await page.keyboard.press("Tab");
    await page.keyboard.press("/");
    await page.keyboard.press("n");
    await hasFocus(page, "Options");
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await hasFocus(page, "Select lnk7.test/one");
    await page.keyboard.press("/");
    await hasFocus(page, search);
    await page.keyboard.type("n/");
    expect(await page.getByLabel(search).inputValue()).toBe("n/");
    await page.getByText("No link fits").waitFor();
    await page.getByLabel("Order").focus();
    await page.keyboard.press("/");
    await hasFocus(page, search);
    await page.keyboard.press("Tab");
    await page.evaluate(() => {
      new MutationObserver(() => {
        if (document.body.textContent?.includes("Make your first link")) document.title = "flash";
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.keyboard.press("Enter");
    await hasFocus(page, search);
    await page.getByRole("link", { name: "lnk7.test/one", exact: true }).waitFor();
    expect(await page.title()).not.toBe("flash");
  },
);

/** Returns the HTML of elements that extend beyond the window or have hidden overflow. */
const cutOff = (shown: Locator) =>
  shown.evaluate((root) =>
    [root, ...root.querySelectorAll("span, button")].flatMap((node) => {
      const { left, right, top, bottom, width } = node.getBoundingClientRect();
      const isInside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
      const isWhole = isInside && node.scrollWidth <= Math.ceil(width);
      return isWhole || width === 0 ? [] : [node.outerHTML];
    }),
  );

test.skipIf(!hasChromium)("one key enables a link again that was just disabled", async () => {
  const { page, here } = await aliceAtHerLinks(["one"]);
  await page.getByRole("switch").focus();
  await page.keyboard.press("Space");
  await page.getByText("Switched off: lnk7.test/one.").waitFor();
  expect((await here.anonymous.visit("one")).status).toBe(404);
  // A hovered notification stays open.
  await page.getByRole("button", { name: "Undo" }).hover();
  expect(await findLayoutIssues(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await cutOff(page.getByRole("alert").filter({ hasText: "Undo" }))).toEqual([]);
  await page.keyboard.press("Control+z");
  await page.getByText("Undone.").waitFor();

  expect((await here.anonymous.visit("one")).status).toBe(302);
});

/** Moves the focus at the moment when the dialog disappears. */
const goElsewhereOnceClosed = (page: Page, name: string) =>
  page.evaluate((label) => {
    new MutationObserver((_changes, observer) => {
      if (document.querySelector("[role=dialog]")) return;
      observer.disconnect();
      document.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.focus();
    }).observe(document.body, { childList: true, subtree: true });
  }, name);

test.skipIf(!hasChromium)(
  "focus returns from every dialog, or moves to the page when its origin is gone",
  { timeout: 60_000 },
  async () => {
    const { page } = await aliceAtHerLinks(["one"]);
    const there = async (name: string) => {
      await page.getByRole("button", { name, exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
    };
    const back = async (name: string) => {
      await page.keyboard.press("Escape");
      await hasFocus(page, name);
    };

    for (const name of ["Edit lnk7.test/one", "QR code of lnk7.test/one"]) {
      await there(name);
      await back(name);
    }
    await there("Delete lnk7.test/one");
    await hasFocus(page, "Keep it");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Deleted: lnk7.test/one.").waitFor();
    await hasFocus(page, "main");

    await page.goto("/app/tokens");
    await there("New token");
    await hasFocus(page, "Name");
    await page.keyboard.type("script");
    await page.keyboard.press("Enter");
    await hasFocus(page, "Copy token");
    await page.keyboard.press("Escape");
    await page.locator("[aria-label='Revoke script']").waitFor();
    await page.getByRole("button", { name: "I have kept it" }).focus();
    await goElsewhereOnceClosed(page, "Revoke script");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await hasFocus(page, "Revoke script");
    await there("Revoke script");
    await back("Revoke script");
    await there("New token");
    await hasFocus(page, "Name");
    await back("New token");

    await page.goto("/app/settings");
    await there("Delete my account…");
    await hasFocus(page, "Your password");
    await page.keyboard.type("not it");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").locator("[aria-invalid=true]").waitFor();
    await hasFocus(page, "Your password");
    await back("Delete my account…");
    await page.keyboard.press("Enter");
    expect(await page.getByLabel("Your password").inputValue()).toBe("");
    await hasFocus(page, "Your password");
    await page.keyboard.press("Escape");

    await page.setViewportSize({ width: 320, height: 640 });
    await there("Menu");
    await back("Menu");
  },
);

test.skipIf(!hasChromium)("a click right after typing opens the clicked link", async () => {
  const { page } = await aliceAtHerLinks(["one"]);
  await page.route("**/assets/LinkPage-*", async (route) => {
    await page.waitForURL(/search=one/);
    await route.continue();
  });
  await page.getByLabel("Search your links").pressSequentially("one");
  await page.getByRole("link", { name: "lnk7.test/one", exact: true }).click();

  await page.waitForURL("**/app/links/1");
});

test.skipIf(!hasChromium)(
  "the selection bar stays visible and going back restores the scroll position",
  async () => {
    const codes = Array.from({ length: 20 }, (_, number) => `link-${number + 10}`);
    const { page } = await aliceAtHerLinks(codes);
    await page
      .getByRole("link", { name: "lnk7.test/link-12", exact: true })
      .scrollIntoViewIfNeeded();
    const tops = () =>
      page.evaluate(() => {
        const header = document.querySelector("header")?.getBoundingClientRect();
        const bar = document.querySelector("main [class*=bar]")?.getBoundingClientRect();
        return Math.round((bar?.top ?? 0) - (header?.bottom ?? 0));
      });
    expect(await tops()).toBe(0);
    const place = await page.evaluate(() => window.scrollY);
    await page.getByRole("link", { name: "lnk7.test/link-12", exact: true }).click();
    await page.getByRole("heading", { name: "Nobody has clicked yet" }).waitFor();
    await page.goBack();

    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(place);
  },
);

test.skipIf(!hasChromium)(
  "following a link focuses the new page unless the page defines its own focus",
  async () => {
    const { page } = await aliceAtHerLinks(["one"]);
    const follow = async (name: string) => {
      await page.getByRole("link", { name, exact: true }).focus();
      await page.keyboard.press("Enter");
    };
    await hasFocus(page, "nothing");
    await follow("lnk7.test/one");
    await hasFocus(page, "main");
    expect(await page.locator("main").evaluate((main) => getComputedStyle(main).outlineStyle)).toBe(
      "none",
    );
    await follow("LNK7, home");
    await hasFocus(page, "Long URL");
    await page.goBack();
    await hasFocus(page, "main");

    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole("button", { name: "Menu" }).focus();
    await page.keyboard.press("Enter");
    await follow("Tokens");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await hasFocus(page, "main");
    await page.goto("/app");
    await page.getByRole("heading", { name: "Links" }).waitFor();
    await hasFocus(page, "nothing");
  },
);
