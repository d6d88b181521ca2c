import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld, password } from "../support/world.ts";

/** Returns the data file that the settings page downloads. */
async function downloaded(page: Page) {
  await page.goto("/app/settings");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download my data" }).click(),
  ]);
  const stream = await download.createReadStream();
  const data = JSON.parse(Buffer.concat(await stream.toArray()).toString());
  return { fileName: download.suggestedFilename(), data };
}

test.skipIf(!hasChromium)("all data of an account is downloaded as one file", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const first = await alice.createLink({ title: "Before" });
  await alice.put(`/api/v1/links/${first.id}`, { title: "After" });
  const { tokenId } = await createApiToken(alice, ["LINKS_READ"]);
  for (let number = 2; number <= 11; number += 1) await alice.createLink();
  await here.anonymous.visit(first.short_code);
  await expect.poll(() => here.services.database.click.count()).toBe(1);
  const page = await signedInPage(here, "alice");

  const { fileName, data } = await downloaded(page);

  expect(fileName).toMatch(/^lnk7-\d{4}-\d\d-\d\d\.json$/);
  expect(Object.keys(data).sort()).toEqual(
    ["createdAt", "email", "links", "sessions", "stats", "tokens"].sort(),
  );
  expect(data.links).toHaveLength(11);
  expect(data).toMatchObject({
    email: "alice@example.com",
    sessions: { nodes: [{ isCurrent: true }] },
    stats: { clicks: 1, bots: 0 },
    tokens: [
      { name: "script", tokenId },
      { name: "Login", createdByTokenId: null },
    ],
  });
  expect(data.tokens[0].createdByTokenId).toBe(data.tokens[1].tokenId);
  expect(data.stats.series).toHaveLength(120);
  const { clickCount, clicks, history, stats } = data.links[10];
  expect([clickCount, clicks.nodes.length, stats.series.at(-1).clicks]).toEqual([1, 1, 1]);
  expect(clicks.nodes[0]).toMatchObject({ browser: "Firefox", operatingSystem: "Linux" });
  expect(history.nodes[0].settings).toEqual([
    { setting: "TITLE", before: "Before", after: "After" },
  ]);
});

test.skipIf(!hasChromium)(
  "sessions and tokens that changed elsewhere are refreshed when the user returns to their page",
  async () => {
    const here = await createWorld();
    await here.signUp("alice");
    const page = await signedInPage(here, "alice");
    const go = (name: string) => page.getByRole("link", { name, exact: true }).click();
    const everywhereElse = page.getByRole("button", { name: "Sign out everywhere else" });
    const tokens = page.getByRole("list", { name: "Tokens" }).getByRole("listitem");
    await page.goto("/app/settings");
    await page.getByText("This one").waitFor();
    expect(await everywhereElse.isDisabled()).toBe(true);
    await go("Tokens");
    await tokens.waitFor();

    await signInBrowser(here, "alice");
    await here.anonymous.post("/api/v1/auth/login", { email: "alice@example.com", password });
    await go("Settings");
    await expect.poll(() => everywhereElse.isEnabled()).toBe(true);
    await go("Tokens");
    await expect.poll(() => tokens.count()).toBe(2);
  },
);

test.skipIf(!hasChromium)("a download that exceeds the rate limit continues", async () => {
  const here = await createWorld({ RATE_LIMIT: "on", LIMIT_REQUEST_PER_ACCOUNT: "20/2s" });
  await here.signUp("alice");
  const { id: ownerId } = await here.services.database.user.findFirstOrThrow();
  await here.services.database.link.createMany({
    data: Array.from({ length: 300 }, (_, number) => ({
      shortCode: `link-${number}`,
      originalUrl: `https://example.com/${number}`,
      ownerId,
    })),
  });
  const page = await signedInPage(here, "alice");

  const { data } = await downloaded(page);

  const codes = data.links.map(({ shortCode }: { shortCode: string }) => shortCode);
  expect(new Set(codes).size).toBe(300);
});
