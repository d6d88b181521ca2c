/**
 * Takes screenshots of every page and dialog, light and dark, wide and narrow.
 * Usage: npm run screenshots [-- name …]
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { startProgram } from "../../bench/servers.ts";
import { host, openPublicly } from "./publicName.ts";
import { email, password, seed, spreadOverMonth } from "./seed.ts";

const folder = "docs/screenshots";
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };
const schemes = ["light", "dark"] as const;
/** Placeholders for content that is still loading. */
const loading = ".mantine-Skeleton-root, .mantine-Loader-root";
/** The duration of chart animations. */
const settlingMilliseconds = 1_000;

type Act = (page: Page) => Promise<void>;
type View = [name: string, path: string, arrange?: Act, restore?: Act];

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

/** Takes only the visible part of the page. */
const asSeenAtFirst = async () => {};

const signedOut: View[] = [
  ["welcome", "/"],
  ["login", "/app/login"],
  ["register", "/app/register"],
  ["developers", "/app/developers"],
  ["not-found", "/app/nowhere"],
];

const signedIn: View[] = [
  ["shorten", "/"],
  ["links", "/app/links"],
  ["link", "/app/links/5", asSeenAtFirst],
  ["link-whole", "/app/links/5"],
  ["tokens", "/app/tokens"],
  ["settings", "/app/settings"],
  [
    "new-link",
    "/app/links",
    async (page) => {
      await press("New link")(page);
      await press("Options")(page);
    },
  ],
  ["edit-link", "/app/links", press(/^Edit/)],
  ["qr-code", "/app/links", press(/^QR code/)],
  ["delete-link", "/app/links", press(/^Delete/)],
  [
    "switched",
    "/app/links",
    (page) => page.getByRole("switch").first().click({ force: true }),
    async (page) => {
      await page.keyboard.press("Control+z");
      await page.getByText("Undone.").waitFor();
    },
  ],
  ["new-token", "/app/tokens?new", asSeenAtFirst],
  [
    "new-secret",
    "/app/tokens?new",
    async (page) => {
      await page.getByLabel("Name").fill("newsletter script");
      await press("Make token")(page);
      await page.getByLabel("The token", { exact: true }).waitFor();
    },
  ],
  ["revoke-token", "/app/tokens", press(/^Revoke/)],
  ["delete-account", "/app/settings", press("Delete my account…")],
  [
    "signed-out",
    "/",
    async (page) => {
      await page.context().clearCookies();
      await page.getByLabel("Long URL").fill("https://example.com/");
      await page.keyboard.press("Enter");
    },
  ],
];

const given = process.argv.slice(2);
const wanted = ([name]: View) => given.length === 0 || given.includes(name);

mkdirSync(folder, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), "lnk7-screenshots-"));
const database = join(temporary, "lnk7.db");
const settings = { BCRYPT_COST: "4", TRUST_PROXY: "1", COUNTRY_HEADER: "X-Country" };
const seeded = await startProgram(`file:${database}`, settings);
await seed(seeded.url);
await seeded.stop();
spreadOverMonth(database);
const program = await startProgram(`file:${database}`, {
  ...settings,
  BASE_URL: `https://${host}`,
});
const front = await openPublicly(Number(new URL(program.url).port), temporary);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    `--host-resolver-rules=MAP ${host}:443 127.0.0.1:${front.port}`,
  ],
});
try {
  for (const colorScheme of schemes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        baseURL: `https://${host}`,
        ignoreHTTPSErrors: true,
        reducedMotion: "reduce",
      });
      const end = `${size}-${colorScheme}.png`;
      for (const view of signedOut.filter(wanted)) await take(context, view, end);
      await signIn(context);
      for (const view of signedIn.filter(wanted)) await take(context, view, end);
      await context.close();
    }
  }
} finally {
  await browser.close();
  front.close();
  await program.stop();
  rmSync(temporary, { recursive: true, force: true });
}

async function take(context: BrowserContext, [name, path, arrange, restore]: View, end: string) {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction((loading) => !document.querySelector(loading), loading);
  await arrange?.(page);
  await page.waitForTimeout(settlingMilliseconds);
  const file = join(folder, `${name}-${end}`);
  // A dialog is captured within the window, a page in full length.
  await page.screenshot({ path: file, animations: "disabled", fullPage: arrange === undefined });
  await restore?.(page);
  await page.close();
}

async function signIn(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto("/app/login");
  await page.getByLabel("Email").fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/app/links");
  await page.close();
}
