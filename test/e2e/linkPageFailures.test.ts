/** @module-tag full */
import type { Page, Route } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

/** Creates a link of Alice and opens a page in which she is signed in. */
async function aliceAtHerLink() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ title: "Kept" });
  const page = await signedInPage(here, "alice");
  return { ...here, link, page, path: `/app/links/${link.id}` };
}

/** Lets the test respond to an operation of the page instead of the service. */
async function intercept(page: Page, operation: string, answer: (route: Route) => Promise<void>) {
  await page.route("**/graphql", (route) =>
    route.request().postData()?.includes(`query ${operation}(`) ? answer(route) : route.fallback(),
  );
}

test.skipIf(!hasChromium)(
  "the page of a link and its open form stay when the link cannot be refetched",
  async () => {
    const { page, path } = await aliceAtHerLink();
    const heading = page.getByRole("heading", { level: 1, name: "Kept" });
    await page.goto(path);
    await heading.waitFor();
    await page.getByRole("link", { name: "All links" }).click();
    let fail = () => {};
    const failing = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await intercept(page, "Link", async (route) => {
      await failing;
      await route.abort();
    });
    await page.locator(`a[href="${path}"]`).click();
    await page.getByRole("button", { name: "Edit" }).click();
    const title = page.getByRole("dialog").getByLabel("Title");
    await title.fill("Being typed");
    fail();
    await page.getByText("The service could not be reached.").waitFor();

    expect(await title.inputValue()).toBe("Being typed");
    await page.unroute("**/graphql");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    expect(await heading.count()).toBe(1);
  },
);

test.skipIf(!hasChromium)(
  "the statistics and their controls stay visible when refetching them fails",
  async () => {
    const { page, path, anonymous, link } = await aliceAtHerLink();
    await anonymous.visit(link.short_code);
    const clicks = page.locator("dt", { hasText: "Clicks" }).locator("+ dd");
    const failure = page.getByRole("alert");
    await page.goto(path);
    await page.getByRole("status").getByText("Live", { exact: true }).waitFor();

    for (const [counted, failing, range] of [
      ["1", { status: 503, body: "busy" }, "Last 7 days"],
      ["2", { body: "{" }, "Last 24 hours"],
    ] as const) {
      await expect.poll(() => clicks.innerText()).toBe(counted);
      await intercept(page, "LinkStatistics", (route) => route.fulfill(failing));
      await anonymous.visit(link.short_code);
      await failure.waitFor();
      expect(await clicks.innerText()).toBe(counted);
      await page.unroute("**/graphql");
      await page.getByLabel("Range").selectOption(range);
      await failure.waitFor({ state: "detached" });
    }
  },
);

test.skipIf(!hasChromium)(
  "the previous statistics keep their labels and look outdated while others are loading",
  async () => {
    const { page, path, anonymous, link } = await aliceAtHerLink();
    await anonymous.visit(link.short_code);
    const statistics = page.getByRole("region", { name: "Clicks", exact: true });
    const names = page.getByLabel("Clicks over time as a table").locator("tbody time");
    const shown = async () => [
      await statistics.getAttribute("aria-busy"),
      await page.locator("#clicks-over-time").innerText(),
      await names.count(),
      new Set(await names.allInnerTexts()).size,
    ];
    await page.goto(`${path}?view=table&range=7d`);
    await expect.poll(shown).toEqual(["false", "Clicks by day", 7, 7]);
    let answer = () => {};
    const answering = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await intercept(page, "LinkStatistics", async (route) => {
      await answering;
      await route.fallback();
    });

    await page.getByLabel("Range").selectOption("Last 24 hours");
    await page.waitForURL(/24h/);
    await expect.poll(shown).toEqual(["true", "Clicks by day", 7, 7]);
    answer();
    await expect.poll(shown).toEqual(["false", "Clicks by hour", 24, 24]);
  },
);

test.skipIf(!hasChromium)("an invalid statistics query is rejected in plain language", async () => {
  const { page, path, anonymous, link } = await aliceAtHerLink();
  await anonymous.visit(link.short_code);
  const failure = page.getByRole("alert");

  await page.goto(`${path}?range=custom&from=9999-01-01&to=9999-12-31`);
  await page.getByLabel("Range").waitFor();
  expect(await page.getByLabel("Range").inputValue()).toBe("30d");
  expect(await failure.count()).toBe(0);
  await page.route("**/graphql", (route) => {
    const { variables, ...rest } = route.request().postDataJSON();
    return route.continue({ postData: { ...rest, variables: { ...variables, from: "never" } } });
  });
  await page.getByLabel("Range").selectOption("From day to day");
  await failure.waitFor();

  expect(await failure.innerText()).toMatch(/^from is not a valid time\. /);
  await page.unroute("**/graphql");
  await page.getByLabel("First day").fill("2999-12-31");
  await page.getByLabel("Last day").fill("3000-01-01");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("The last day must not lie after 2999-12-31.").waitFor();
});
