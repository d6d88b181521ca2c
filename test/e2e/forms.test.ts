import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { findLayoutIssues } from "../support/accessibility.ts";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { createClient } from "../support/client.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld, password } from "../support/world.ts";

async function aliceInHerBrowser() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const page = await signedInPage(here, "alice", {
    reducedMotion: "reduce",
    timezoneId: "America/New_York",
  });
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  return { here, alice, page, press };
}

/** Waits until a field is marked as invalid with this message and has the focus. */
async function isRejected(field: Locator, words: RegExp): Promise<void> {
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  await expect
    .poll(() => field.evaluate((node) => node === node.ownerDocument.activeElement))
    .toBe(true);
  const told = await field.evaluate((node) =>
    (node.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent)
      .join(" "),
  );
  expect(told).toMatch(words);
}

test.skipIf(!hasChromium)(
  "an invalid click limit or expiry is rejected with an error at its field",
  async () => {
    const { page, alice, press } = await aliceInHerBrowser();
    const expires_at = "2099-01-01T00:00:00.000Z";
    await alice.createLink({ short_code: "kept", expires_at });
    await page.goto("/app/links");
    await press("Edit lnk7.test/kept");
    const limit = page.getByLabel("Click limit");
    const expiry = page.getByLabel("Expires");

    await limit.fill("2147483648");
    await press("Save");
    await isRejected(limit, /At most 2147483647/);
    await limit.fill("2147483647");
    await expiry.fill("12345-01-01T00:00");
    await press("Save");
    await isRejected(expiry, /A day and a time|./);
    await expiry.fill("9999-12-31T23:59");
    await press("Save");
    await isRejected(expiry, /Before the end of 9999 in UTC/);
    await expiry.fill("");
    await expiry.focus();
    await page.keyboard.type("01");
    await press("Save");
    await isRejected(expiry, /A day and a time, or nothing for never/);
    await expiry.fill("2099-07-01T00:00");
    await press("Save");
    await page.getByText("was saved.").waitFor();

    const { body } = await alice.get("/api/v1/links/1");
    expect([body.max_clicks, body.expires_at.slice(0, 4)]).toEqual([2_147_483_647, "2099"]);
  },
);

test.skipIf(!hasChromium)(
  "account forms show errors at their fields and keep the input",
  { timeout: 60_000 },
  async () => {
    const { here, page, press } = await aliceInHerBrowser();

    const stranger = await (await openBrowser()).newPage({ baseURL: here.url });
    await stranger.goto("/app/register");
    await stranger.getByLabel("Email").fill("alice@example.com");
    await stranger.locator("input[name=password]").fill(password);
    await stranger.getByRole("button", { name: "Create account" }).click();
    await isRejected(stranger.getByLabel("Email"), /already|taken|account/i);
    expect(await stranger.locator("input[name=password]").inputValue()).toBe(password);

    await page.goto("/");
    await page.getByLabel("Long URL").fill("ftp://example.com/");
    await press("Shorten");
    await isRejected(page.getByLabel("Long URL"), /http/);

    await page.goto("/app/settings");
    const current = page.getByLabel("Current password");
    const next = page.getByLabel("New password");
    await current.fill("not it at all");
    await next.fill("a sentence to remember");
    await press("Change password");
    await isRejected(current, /wrong/);
    await current.fill(password);
    await next.fill("short");
    await press("Change password");
    await isRejected(next, /too short/);

    await press("Delete my account…");
    await page.getByLabel("Your password").fill("not it at all");
    await press("Delete everything");
    await isRejected(page.getByLabel("Your password"), /wrong/);
    expect(await findLayoutIssues(page)).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  "tokens are created and revoked in accessible dialogs that show validation errors",
  { tags: ["full"], timeout: 60_000 },
  async () => {
    const { page, press } = await aliceInHerBrowser();
    await page.goto("/app/tokens?new");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("long ".repeat(60));
    await press("Make token");
    await isRejected(dialog.getByLabel("Name"), /./);
    await dialog.getByLabel("Name").fill("script");
    for (const box of await dialog.getByRole("checkbox", { checked: true }).all()) {
      await box.focus();
    }
    for (const meaning of ["See your links", "Make, change", "See clicks"]) {
      await dialog.getByLabel(meaning).uncheck();
    }
    await press("Make token");
    await dialog.getByText(/scope/i).first().waitFor();
    expect(await findLayoutIssues(page)).toEqual([]);
    await dialog.getByLabel("See your links").check();
    await press("Make token");
    await dialog.getByLabel("The token", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    expect(await findLayoutIssues(page)).toEqual([]);
    await press("I have kept it");
    await press("Revoke script");
    expect(await findLayoutIssues(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.setViewportSize({ width: 320, height: 640 });
    await press("Menu");
    await dialog.getByRole("button", { name: "Sign out" }).waitFor();
    expect(await findLayoutIssues(page)).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  "going back does not hide a new token before it is saved",
  { tags: ["full"] },
  async () => {
    const { page, press } = await aliceInHerBrowser();
    const dialog = page.getByRole("dialog");
    await page.goto("/app/tokens");
    await press("New token");
    await dialog.getByLabel("Name").fill("script");
    await press("Make token");
    const secret = await dialog.getByLabel("The token", { exact: true }).innerText();
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await page.goBack();

    expect(await dialog.getByLabel("The token", { exact: true }).innerText()).toBe(secret);
    await press("I have kept it");
    await dialog.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/app/tokens");
  },
);

test.skipIf(!hasChromium)(
  "revoking a token also revokes the listed tokens derived from it unless deselected",
  async () => {
    const { here, page, alice, press } = await aliceInHerBrowser();
    const client = async (name: string, owner = alice) => {
      const input = { name, scopes: ["TOKENS_WRITE"], expiresAt: null };
      const { body } = await owner.graphql(
        "mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { secret } } }",
        { input },
      );
      return createClient(here.url, body.data.createToken.secret);
    };
    const parent = await client("Parent");
    await client("Grandchild", await client("Child", parent));
    const other = await client("Other");
    await client("Kept", other);
    await page.goto("/app/tokens");
    const dialog = page.getByRole("dialog");
    const offer = dialog.getByRole("checkbox", { name: "Also revoke the tokens created with it" });
    const names = page.getByRole("list", { name: "Tokens", exact: true }).getByRole("listitem");

    await press("Revoke Other");
    await offer.uncheck();
    expect(await findLayoutIssues(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("Other was revoked.").waitFor();
    await press("Revoke Parent");
    expect(await offer.isChecked()).toBe(true);
    const listed = dialog.getByRole("list", { name: "Tokens created with it" });
    expect(await listed.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringMatching(/^Grandchild lnk7_/),
      expect.stringMatching(/^Child lnk7_/),
    ]);
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("Parent was revoked, and 2 created with it.").waitFor();

    await expect.poll(() => names.count()).toBe(2);
    expect(await names.allInnerTexts()).toEqual([
      expect.stringContaining("Kept"),
      expect.stringContaining("Login"),
    ]);
  },
);

test.skipIf(!hasChromium)(
  "tokens beyond the first fifty are loaded on request",
  { tags: ["full"] },
  async () => {
    const { page, alice, press } = await aliceInHerBrowser();
    const input = { scopes: ["LINKS_READ"], expiresAt: null };
    const createToken =
      "mutation ($input: CreateTokenInput!) { createToken(input: $input) { __typename } }";
    for (let number = 1; number <= 50; number += 1) {
      await alice.graphql(createToken, { input: { ...input, name: `number ${number}` } });
    }
    await page.goto("/app/tokens");
    const tokens = page.getByRole("list", { name: "Tokens" }).getByRole("listitem");
    await expect.poll(() => tokens.count()).toBe(50);
    await press("Load more");

    await expect.poll(() => tokens.count()).toBe(51);
    expect(await page.getByRole("button", { name: "Load more" }).count()).toBe(0);
  },
);

test.skipIf(!hasChromium)(
  "input entered offline is submitted when the connection is restored",
  { tags: ["full"] },
  async () => {
    const { page, alice, press } = await aliceInHerBrowser();
    await page.goto("/");
    await page.getByLabel("Long URL").fill("https://example.com/kept");
    await page.context().setOffline(true);
    await page.getByText("You are offline. What you see").waitFor();
    await press("Shorten");
    await page.getByText("You are offline. What you entered is still here").waitFor();
    await page.context().setOffline(false);
    await press("Shorten");
    await page.getByText("leads to https://example.com/kept").waitFor();

    expect((await alice.get("/api/v1/links")).body.links).toMatchObject([
      { original_url: "https://example.com/kept" },
    ]);
  },
);
