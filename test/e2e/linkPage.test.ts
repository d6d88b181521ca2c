import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { findViolations, horizontalOverflow } from "../support/accessibility.ts";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const bot = "Googlebot/2.1 (+http://www.google.com/bot.html)";

/** Creates a link of Alice and opens a page in which she is signed in. */
async function aliceAtHerLink(options: BrowserContextOptions = {}) {
  const here = await createWorld({ COUNTRY_HEADER: "X-Country" });
  const alice = await here.signUp("alice");
  const link = await alice.createLink();
  const page = await signedInPage(here, "alice", { timezoneId: "Europe/Berlin", ...options });
  let clicks = 0;
  const click = async (userAgent: string, headers: Record<string, string> = {}) => {
    await here.anonymous.visit(link.short_code, {
      headers: { "user-agent": userAgent, ...headers },
    });
    clicks += 1;
  };
  const written = () =>
    vi.waitFor(async () => expect(await here.services.database.click.count()).toBe(clicks), 10_000);
  return { ...here, alice, link, page, click, written, path: `/app/links/${link.id}` };
}

/** Returns the cells of a table's rows without its header. */
async function rows(table: Locator): Promise<string[][]> {
  await table.waitFor();
  const found = await table.locator("tbody tr").all();
  return Promise.all(found.map((row) => row.locator("th, td").allInnerTexts()));
}

const total = (page: Page, name: string) =>
  page.locator("dl > div", { has: page.getByText(name, { exact: true }) }).locator("dd");

const totals = (page: Page) =>
  Promise.all(["Clicks", "Visitors", "Bots"].map((name) => total(page, name).first().innerText()));

test.skipIf(!hasChromium)("the statistics on the page of a link match its clicks", async () => {
  const { page, click, written, path } = await aliceAtHerLink();
  const news = { referer: "https://news.example/article", "x-country": "DE" };
  for (const _ of [1, 2, 3]) await click(firefox, news);
  for (const _ of [1, 2]) await click(chrome, { "x-country": "FR" });
  await click(safari);
  await click(firefox, { ...news, dnt: "1" });
  for (const _ of [1, 2]) await click(bot, news);
  await written();

  await page.goto(`${path}?range=24h&view=table`);

  await vi.waitFor(async () => expect(await totals(page)).toEqual(["7", "3", "2"]), 10_000);
  const table = (name: string) => rows(page.getByRole("table", { name }));
  const hours = await rows(page.getByLabel("Clicks over time as a table").locator("table"));
  const sums = [1, 2, 3].map((column) =>
    hours.reduce((sum, cells) => sum + Number(cells[column]), 0),
  );
  expect([hours.length, ...sums]).toEqual([24, 7, 3, 2]);
  expect(await table("Referrers")).toEqual([
    ["Direct or unknown", "4", "57.1%"],
    ["news.example", "3", "42.9%"],
  ]);
  expect(await table("Countries")).toEqual([
    ["Germany", "3", "42.9%"],
    ["France", "2", "28.6%"],
    ["Unknown", "2", "28.6%"],
  ]);
  expect(await table("Browsers")).toEqual([
    ["Firefox", "3", "42.9%"],
    ["Chrome", "2", "28.6%"],
    ["Safari", "1", "14.3%"],
    ["Unknown", "1", "14.3%"],
  ]);
  expect(await table("Systems")).toEqual([
    ["Linux", "3", "42.9%"],
    ["Windows", "2", "28.6%"],
    ["iOS", "1", "14.3%"],
    ["Unknown", "1", "14.3%"],
  ]);
  expect(await table("Devices")).toEqual([
    ["Desktop", "5", "71.4%"],
    ["Phone", "1", "14.3%"],
    ["Unknown", "1", "14.3%"],
  ]);
  const latest = page.getByRole("region", { name: "Latest clicks" }).getByRole("listitem");
  const described = (await latest.allInnerTexts()).map((text) => text.split("\n")[0]);
  expect(described).toEqual([
    ...Array(2).fill("Germany · Googlebot · from news.example"),
    "Nothing else is known of it",
    "Safari on iOS · Phone",
    ...Array(2).fill("France · Chrome on Windows · Desktop"),
    ...Array(3).fill("Germany · Firefox on Linux · Desktop · from news.example"),
  ]);
});

test.skipIf(!hasChromium)(
  "clicks appear live, and missed ones after the connection is restored",
  async () => {
    const { page, click, path } = await aliceAtHerLink();
    const sign = page.getByRole("status");
    await page.goto(path);
    await sign.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Nobody has clicked yet" }).waitFor();
    const loads: string[] = [];
    page.on("load", () => loads.push(page.url()));

    await click(firefox);
    await vi.waitFor(async () => expect(await totals(page)).toEqual(["1", "1", "0"]), 10_000);
    await click(chrome);
    await vi.waitFor(async () => expect(await totals(page)).toEqual(["2", "2", "0"]), 10_000);

    await page.context().setOffline(true);
    await sign.getByText("Not live").waitFor();
    await click(safari);
    await page.context().setOffline(false);
    await sign.getByText("Live", { exact: true }).waitFor();
    await vi.waitFor(async () => expect(await totals(page)).toEqual(["3", "3", "0"]), 10_000);

    expect(loads).toEqual([]);
  },
);

test.skipIf(!hasChromium)("many clicks cause few queries", async () => {
  const { page, click, written, path } = await aliceAtHerLink();
  await click(firefox);
  await written();
  await page.goto(path);
  await page.getByRole("status").getByText("Live", { exact: true }).waitFor();
  let asked = 0;
  page.on("request", (request) => {
    if (request.postData()?.includes("query LinkStatistics")) asked += 1;
  });

  const began = performance.now();
  while (performance.now() - began < 4_000) await click(firefox);
  const most = 2 + (performance.now() - began) / 3_000;

  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(most);
});

test.skipIf(!hasChromium)(
  "range, interval and table view survive a reload and going back",
  async () => {
    const { page, click, written, path } = await aliceAtHerLink();
    await click(firefox);
    await written();
    const range = page.getByLabel("Range");
    const interval = page.getByLabel("Counted");
    const shown = async () => [
      await range.inputValue(),
      await interval.inputValue(),
      await page.getByRole("radio", { name: "Table" }).isChecked(),
    ];
    await page.goto(path);
    await range.waitFor();
    await expect.poll(shown).toEqual(["30d", "DAY", false]);

    await range.selectOption("Last 12 months");
    await page.waitForURL(/12m/);
    await interval.selectOption("by week");
    await page.waitForURL(/WEEK/i);
    await page.getByText("Table", { exact: true }).click();
    await page.waitForURL(/table/);
    await expect.poll(shown).toEqual(["12m", "WEEK", true]);
    await page.reload();
    await range.waitFor();
    await expect.poll(shown).toEqual(["12m", "WEEK", true]);
    await page.goBack();
    await expect.poll(shown).toEqual(["12m", "WEEK", false]);

    await range.selectOption("From day to day");
    await page.getByLabel("First day").fill("2030-05-07");
    await page.getByLabel("Last day").fill("2030-05-06");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("The first day must not come after the last.").waitFor();
    await page.getByLabel("Last day").fill("2030-05-20");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("There were no clicks in this range.").waitFor();
    await page.reload();
    await range.waitFor();
    await expect.poll(shown).toEqual(["custom", "DAY", false]);
    expect(await page.getByLabel("First day").inputValue()).toBe("2030-05-07");
    expect(await page.getByLabel("Last day").inputValue()).toBe("2030-05-20");
  },
);

test.skipIf(!hasChromium)(
  "days follow the time zone of the viewer across daylight saving changes",
  async () => {
    const { page, click, written, path } = await aliceAtHerLink();
    await click(firefox);
    await written();

    await page.goto(`${path}?range=custom&from=2026-03-28&to=2026-03-30&interval=day&view=table`);

    const table = page.getByLabel("Clicks over time as a table").locator("table");
    await table.waitFor();
    const starts = await table
      .locator("time")
      .evaluateAll((times) => times.map((time) => time.getAttribute("datetime")));
    expect(starts).toEqual([
      "2026-03-27T23:00:00.000Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
    await page.getByText("In the time zone Europe/Berlin.").waitFor();
  },
);

test.skipIf(!hasChromium)("settings are edited on the page and appear in its history", async () => {
  const { page, link, alice, path } = await aliceAtHerLink();
  await alice.put(`/api/v1/links/${link.id}`, { title: "By program", password: "sesame seed" });
  await page.goto(path);
  const settings = page.getByRole("region", { name: "Settings" });
  const history = page.getByRole("region", { name: "History" }).getByRole("listitem");
  await settings.getByText("Visitors are sent on.").waitFor();

  await settings.getByRole("switch", { name: "Switched on" }).click();
  await settings.getByText("Visitors are told that there is no such link.").waitFor();
  await settings.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("By hand");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "By hand" }).waitFor();

  const told = async () =>
    Promise.all((await history.all()).map((change) => change.locator("p").allInnerTexts()));
  await vi.waitFor(
    async () =>
      expect(await told()).toEqual([
        ["Title “By hand” instead of “By program”", expect.stringMatching(/, in a browser$/)],
        ["Switched off", expect.stringMatching(/, in a browser$/)],
        ["Title “By program”", "Password set", expect.stringMatching(/, by Login$/)],
        ["Made", expect.any(String)],
      ]),
    5_000,
  );

  await settings.getByRole("button", { name: "QR code" }).click();
  await page.getByRole("dialog").getByAltText("QR code").waitFor();
  await page.keyboard.press("Escape");
  await settings.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL("**/app/links");
  await page.goto(path);
  await page.getByRole("heading", { name: "There is no such link" }).waitFor();
});

test.skipIf(!hasChromium)(
  "the page of another user's link or an unknown id shows “not found”",
  async () => {
    const { page, signUp } = await aliceAtHerLink();
    const foreign = await (await signUp("bob")).createLink();

    for (const id of [foreign.id, 77, "0", "abc", "99999999999999999999"]) {
      await page.goto(`/app/links/${id}`);
      await page.getByRole("heading", { name: "There is no such link" }).waitFor();
    }
  },
);

test.skipIf(!hasChromium)(
  "it fits 320 px and is accessible in both colour schemes, with and without clicks",
  { tags: ["full"], timeout: 90_000 },
  async () => {
    const { page, click, written, path, alice } = await aliceAtHerLink({ reducedMotion: "reduce" });
    const unclicked = await alice.createLink({
      title: "Long",
      original_url: `https://example.com/${"unbroken".repeat(40)}`,
    });
    await click(firefox, { referer: `https://${"long-name.".repeat(8)}example/` });
    await written();
    const views = [
      { address: path, shown: page.locator(".recharts-surface").first() },
      {
        address: `${path}?view=table&range=custom&from=2026-01-01&to=2026-01-20`,
        shown: page.getByLabel("Clicks over time as a table"),
      },
      {
        address: `/app/links/${unclicked.id}`,
        shown: page.getByRole("heading", { name: "Nobody has clicked yet" }),
      },
      {
        address: "/app/links/77",
        shown: page.getByRole("heading", { name: "There is no such link" }),
      },
    ];

    for (const { address, shown } of views) {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const width of [320, 1_280]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          await page.goto(address);
          await shown.waitFor();
          expect([
            address,
            colorScheme,
            width,
            await horizontalOverflow(page),
            await findViolations(page),
          ]).toEqual([address, colorScheme, width, 0, []]);
        }
      }
    }
  },
);
