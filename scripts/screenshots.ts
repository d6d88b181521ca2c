/** Takes pictures of every page, light and dark, wide and narrow. Use: npm run screenshots */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { startProgram } from "../bench/servers.ts";

const folder = "docs/screenshots";
const email = "ada@example.com";
const password = "a sentence for pictures";
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };
/** Stands in place of what is still on its way. */
const loading = ".mantine-Skeleton-root, .mantine-Loader-root";
/** Charts draw themselves in a while. */
const settlingMilliseconds = 1_000;
const schemes = ["light", "dark"] as const;

const destinations = [
  ["https://en.wikipedia.org/wiki/Analytical_Engine", "The Analytical Engine"],
  ["https://example.com/autumn/newsletter?issue=11", "Newsletter, November"],
  ["https://example.org/conference/2026/program", null],
  ["https://docs.example.com/getting-started", "Getting started"],
  ["https://shop.example.com/sale", "Winter sale"],
] as const;

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
];
const referrers = ["https://news.example.net/", "https://mastodon.example/", ""];

mkdirSync(folder, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), "lnk7-screenshots-"));
const program = await startProgram(`file:${temporary}/lnk7.db`, {
  BCRYPT_COST: "4",
  RATE_LIMIT: "off",
});
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await seed();
  for (const colorScheme of schemes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const name = (page: string) => `${folder}/${page}-${size}-${colorScheme}.png`;
      const context = await browser.newContext({ viewport, colorScheme, baseURL: program.url });
      await takeSignedOut(context, name);
      await signIn(context);
      await takeSignedIn(context, name);
      await context.close();
    }
  }
} finally {
  await browser.close();
  await program.stop();
  rmSync(temporary, { recursive: true, force: true });
}

async function takeSignedOut(context: BrowserContext, name: (page: string) => string) {
  await take(context, "/", name("welcome"));
  await take(context, "/app/login", name("login"));
  await take(context, "/app/register", name("register"));
  await take(context, "/app/developers", name("developers"));
  await take(context, "/app/nowhere", name("not-found"));
}

async function takeSignedIn(context: BrowserContext, name: (page: string) => string) {
  await take(context, "/", name("shorten"));
  await take(context, "/app/links", name("links"));
  await take(context, "/app/links/1", name("link"));
  await take(context, "/app/tokens", name("tokens"));
  await take(context, "/app/settings", name("settings"));
}

async function take(context: BrowserContext, path: string, file: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction((loading) => !document.querySelector(loading), loading);
  await page.waitForTimeout(settlingMilliseconds);
  await page.screenshot({ path: file, animations: "disabled" });
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

/** Somebody with links, a token, and clicks from several places. */
async function seed(): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = new Headers({ "Content-Type": "application/json" });
    if (token) headers.set("Authorization", `Bearer ${token}`);
    const request = { method: "POST", headers, body: JSON.stringify(body) };
    return (await fetch(program.url + path, request)).json();
  };
  await post("/api/v1/auth/register", { email, password });
  const { token } = await post("/api/v1/auth/login", { email, password });
  const codes: string[] = [];
  for (const [original_url, title] of destinations) {
    const link = await post("/api/v1/links", { original_url, title }, token);
    codes.push(link.short_code);
  }
  for (let click = 0; click < 120; click++) {
    const code = codes[Math.floor(codes.length * (click / 120) ** 2)];
    await fetch(`${program.url}/${code}`, { redirect: "manual", headers: visitor(click) });
  }
}

function visitor(click: number): Record<string, string> {
  const agent = agents[click % agents.length] ?? "";
  return { "User-Agent": agent, Referer: referrers[(click * 7) % 3] ?? "" };
}
