/** @module-tag full */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

const override = "\u202e";

/**
 * Returns texts of the page, including its title and labels, in which an override affects text
 * around user input.
 */
function unisolated(page: Page): Promise<{ shown: number; open: string[] }> {
  return page.evaluate((override) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    let shown = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (text.includes(override)) shown += 1;
      if (!node.parentElement?.closest("bdi, script")) texts.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label]")) {
      texts.push(element.getAttribute("aria-label") ?? "");
    }
    const open = texts.filter((text) =>
      text.replace(/\u2068[^\u2068\u2069]*\u2069/g, "").includes(override),
    );
    return { shown, open };
  }, override);
}

test.skipIf(!hasChromium)(
  "bidirectional characters in titles and token names do not reverse adjacent text",
  async () => {
    const here = await createWorld();
    const alice = await here.signUp("alice");
    const link = await alice.createLink({ title: `${override}first` });
    await alice.put(`/api/v1/links/${link.id}`, { title: `${override}second` });
    await alice.graphql(
      "mutation ($input: CreateTokenInput!) { createToken(input: $input) { __typename } }",
      { input: { name: `${override}token`, scopes: ["LINKS_WRITE"] } },
    );
    const page = await signedInPage(here, "alice");
    const look = async (shownAtLeast: number) => {
      await expect
        .poll(async () => (await unisolated(page)).shown)
        .toBeGreaterThanOrEqual(shownAtLeast);
      expect((await unisolated(page)).open).toEqual([]);
    };

    await page.goto("/app/links");
    await look(1);
    for (const name of ["QR code of", "Edit", "Delete"]) {
      await page.getByRole("button", { name: `${name} lnk7.test/${link.short_code}` }).click();
      await page.getByRole("dialog").waitFor();
      await look(1);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.goto(`/app/links/${link.id}`);
    // The heading, the title and a line of the history.
    await look(3);
    expect(await page.title()).toBe(`\u2068${override}second\u2069 · LNK7`);

    await page.goto("/app/tokens");
    await look(1);
    await page.getByRole("button", { name: /^Revoke .*token/ }).click();
    await look(2);
    await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("was revoked").waitFor();
    await look(1);
  },
);
