import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { restRoutes } from "../support/restRoutes.ts";
import { createWorld } from "../support/world.ts";

/** Returns the hosts to which a page has sent requests. */
function hostsAsked(page: Page): Set<string> {
  const hosts = new Set<string>();
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http")) hosts.add(host);
  });
  return hosts;
}

test.skipIf(!hasChromium)("GraphiQL runs its first query without external requests", async () => {
  const { url } = await createWorld();
  const page = await (await openBrowser()).newPage();
  const hosts = hostsAsked(page);

  await page.goto(`${url}/graphql`);
  await page.getByRole("button", { name: /execute query/i }).click();
  await page.getByRole("menuitem", { name: "Viewer" }).click();
  await page.locator(".result-window").getByText('"viewer": null').waitFor();

  expect([...hosts]).toEqual([new URL(url).host]);
});

test.skipIf(!hasChromium)(
  "the REST reference lists all routes and makes no external requests",
  async () => {
    const { url } = await createWorld();
    const page = await (await openBrowser()).newPage();
    const hosts = hostsAsked(page);

    await page.goto(`${url}/api/v1/docs`);
    const routes = page.locator(".opblock-summary-description");
    await routes.nth(restRoutes.length - 1).waitFor();

    expect(await routes.count()).toBe(restRoutes.length);
    expect([...hosts]).toEqual([new URL(url).host]);
  },
);

test.skipIf(!hasChromium)("a protected link asks for its password, then redirects", async () => {
  const { url, signUp } = await createWorld();
  const destination = `${url}/api/v1/openapi.json?reached`;
  const link = await (await signUp("alice")).createLink({
    original_url: destination,
    password: "sesame",
  });
  const page = await (await openBrowser()).newPage();

  await page.goto(`${url}/${link.short_code}`);
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("This password is wrong. Try again.").waitFor();
  await page.getByLabel("Password").fill("sesame");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL(destination);

  expect(page.url()).toBe(destination);
});
