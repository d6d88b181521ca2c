import { join } from "node:path";
import { expect, test } from "vitest";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { freePorts, startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const email = "ada@example.com";
const password = "a sentence to remember";
// A bot's visit would not count.
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const newPassword = "another sentence to remember";

test.skipIf(!hasChromium)(
  "a user registers, shortens, watches, edits, creates a token, changes the password and leaves",
  { timeout: 120_000 },
  async () => {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const databaseUrl = `file:${join(temporaryFolder(), "lnk7.db")}`;
    await startProgram({ DATABASE_URL: databaseUrl, BASE_URL: url }, port);
    const context = await (await openBrowser()).newContext({
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    const button = (name: string | RegExp) => page.getByRole("button", { name });
    const says = (text: string | RegExp) => page.getByText(text).first().waitFor();
    const redirect = (address: string) =>
      fetch(address, { redirect: "manual", headers: { "user-agent": firefox } });

    // Creates an account.
    await page.goto(url);
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("Email").fill(email);
    await page.locator('input[name="password"]').fill("short");
    await button("Create account").click();
    await says("too short");
    expect(await page.getByLabel("Email").inputValue()).toBe(email);
    await page.locator('input[name="password"]').fill(password);
    await button("Create account").click();
    await page.waitForURL(`${url}/app/links`);

    // Creates a first link, copies it with one key and follows it.
    await page.goto(url);
    await page.getByLabel("Long URL").fill("https://example.com/a/long/address");
    await page.keyboard.press("Enter");
    await says("leads to https://example.com/a/long/address");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Copy");
    await page.keyboard.press("Enter");
    await says("The short link was copied.");
    const shortUrl = await page.evaluate(() => navigator.clipboard.readText());
    const followed = await redirect(shortUrl);
    expect([followed.status, followed.headers.get("location")]).toEqual([
      302,
      "https://example.com/a/long/address",
    ]);

    // Opens its page, where a click arrives live.
    await page.goto(`${url}/app/links/1`);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByText("1 since it was made").waitFor();
    await redirect(shortUrl);
    await page.getByText("2 since it was made").waitFor();

    // Changes its destination, then disables it.
    await page.goto(`${url}/app/links`);
    await button(/^Edit /).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Long URL").fill("https://example.org/elsewhere");
    await dialog.getByRole("button", { name: "Save" }).click();
    await says("was saved.");
    expect((await redirect(shortUrl)).headers.get("location")).toBe(
      "https://example.org/elsewhere",
    );
    // The switch is drawn over its checkbox.
    await page.getByRole("switch").click({ force: true });
    await says("Undo");
    expect((await redirect(shortUrl)).status).toBe(404);

    // Creates a token, uses it in a real call, and revokes it, after which it is rejected.
    await page.goto(`${url}/app/tokens`);
    await button("New token").click();
    await page.getByLabel("Name").fill("newsletter script");
    await button("Make token").click();
    const token = (await page.getByLabel("The token", { exact: true }).textContent()) ?? "";
    const call = () =>
      fetch(`${url}/api/v1/links`, { headers: { Authorization: `Bearer ${token}` } });
    expect((await call()).status).toBe(200);
    await button("I have kept it").click();
    await button("Revoke newsletter script").click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await says("newsletter script was revoked.");
    expect((await call()).status).toBe(401);

    // Changes the password.
    await page.goto(`${url}/app/settings`);
    await page.getByLabel("Current password").fill(password);
    await page.getByLabel("New password").fill(newPassword);
    await button("Change password").click();
    await says("Your password was changed.");

    // Signs out, and in again with the new password.
    await button("Sign out").first().click();
    await page.getByRole("link", { name: "Sign in" }).first().click();
    await page.getByLabel("Email").fill(email);
    await page.locator('input[name="password"]').fill(password);
    await button("Sign in").click();
    await says("The email or password is wrong. Check both and try again.");
    await page.locator('input[name="password"]').fill(newPassword);
    await button("Sign in").click();
    await page.waitForURL(`${url}/app/links`);

    // Deletes the account with all its data.
    await page.goto(`${url}/app/settings`);
    await button("Delete my account…").click();
    await page.getByLabel("Your password").fill(newPassword);
    await button("Delete everything").click();
    await says("Your account was deleted.");
    expect((await redirect(shortUrl)).status).toBe(404);
    await page.getByRole("link", { name: "Create an account" }).waitFor();
  },
);
