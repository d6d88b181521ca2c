/** @module-tag full */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { horizontalOverflow } from "../support/accessibility.ts";
import { signInBrowser } from "../support/browser.ts";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

/** Creates a link with a password and signs Alice in with two browsers. Opens a page in one of them. */
async function aliceAtHerLink() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ password: "sesame seed" });
  await signInBrowser(here, "alice");
  const page = await signedInPage(here, "alice", { reducedMotion: "reduce" });
  return { page, path: `/app/links/${link.id}` };
}

test.skipIf(!hasChromium)(
  "switches and checked boxes remain visible with the colours of the user",
  async () => {
    const { page, path } = await aliceAtHerLink();
    const dialog = page.getByRole("dialog");
    await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
    await page.goto(path);
    await page.getByRole("button", { name: "Edit" }).click();
    await dialog.getByLabel("Remove the password").check();

    const looks = await dialog.evaluate((node) => {
      const look = (part: string) => getComputedStyle(node.querySelector(part) as Element);
      return {
        track: look(".mantine-Switch-track").border,
        thumb: look(".mantine-Switch-thumb").backgroundColor,
        tick: look(".mantine-Checkbox-icon").color,
      };
    });
    expect(looks).toEqual({
      track: "1px solid rgb(0, 0, 0)",
      thumb: "rgb(0, 0, 0)",
      tick: "rgb(0, 0, 0)",
    });
  },
);

/**
 * Applies the spacing of WCAG 2.2, success criterion 1.4.12. The content security policy allows
 * only this method.
 */
const spaceText = (page: Page) =>
  page.evaluate(() => {
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(`* {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }`);
    document.adoptedStyleSheets.push(spacing);
  });

/** Returns the texts of buttons and badges that are partly hidden. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const isCutOff = (node: Element) =>
      node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
    return [...document.querySelectorAll("button, .mantine-Button-root, .mantine-Badge-root")]
      .flatMap((node) => [node, ...node.querySelectorAll("*")])
      .filter((node) => getComputedStyle(node).overflow === "hidden" && isCutOff(node))
      .map((node) => node.textContent);
  });

test.skipIf(!hasChromium)(
  "no button or badge is cut off with the text spacing of the user on a narrow screen",
  async () => {
    const { page, path } = await aliceAtHerLink();
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [address, shown] of [
      [path, "Visitors are sent on."],
      ["/app/settings", "Sign out everywhere else"],
      ["/app/tokens", "links:write"],
      ["/app/links", "0 clicks"],
    ] as const) {
      await page.goto(address);
      await page.getByText(shown).waitFor();
      await spaceText(page);
      expect([address, await horizontalOverflow(page), await cutOff(page)]).toEqual([
        address,
        0,
        [],
      ]);
    }
  },
);
