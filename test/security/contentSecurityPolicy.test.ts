import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { freePorts } from "../support/program.ts";
import { createWorld } from "../support/world.ts";

/** Returns the problems of a page: policy violations, failed scripts and missing files. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(message.text());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
  });
  return heard;
}

async function visit() {
  const [port = 0] = await freePorts(1);
  const { url, signUp } = await createWorld({
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
  });
  const page = await (await openBrowser()).newPage();
  return { url, person: signUp, page, heard: complaints(page) };
}

test.skipIf(!hasChromium)(
  "GraphiQL works under its policy and does not put queries into its URL",
  async () => {
    const { url, page, heard } = await visit();

    await page.goto(`${url}/graphql`);
    const editor = page.locator(".graphiql-query-editor .monaco-editor").first();
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("query Mine { nobody }");
    // Only the worker that knows the schema can detect this.
    await page.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("query Mine { secret: viewer { email } }");
    await page.locator(".squiggly-error").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /execute query/i }).click();
    await page.locator(".result-window").getByText('"secret": null').waitFor();
    await page.getByRole("button", { name: /documentation explorer/i }).click();
    await page.getByText("Root Types").waitFor();

    expect(page.url()).toBe(`${url}/graphql`);
    expect(heard).toEqual([]);
  },
);

test.skipIf(!hasChromium)("the API page works under its policy and can call the API", async () => {
  const { url, page, heard } = await visit();

  await page.goto(`${url}/api/v1/docs`);
  const register = page.locator(".opblock-post").first();
  await register.locator("button").first().click();
  await register.getByRole("button", { name: "Try it out" }).click();
  await register
    .locator("textarea")
    .fill('{ "email": "carol@example.com", "password": "correct horse battery staple" }');
  await register.getByRole("button", { name: "Execute" }).click();
  await register.locator(".live-responses-table").getByText("201").first().waitFor();

  expect(heard).toEqual([]);
});

test.skipIf(!hasChromium)("the home page and link pages comply with their policies", async () => {
  const { url, person, page, heard } = await visit();
  const alice = await person("alice");
  const link = await alice.createLink({ password: "sesame" });
  const open = await alice.createLink();

  await page.goto(`${url}/`);
  await page.goto(`${url}/${open.short_code}+`);
  expect(await page.locator("main").evaluate((main) => getComputedStyle(main).display)).toBe(
    "block",
  );
  expect(heard).toEqual([]);

  // The browser also reports a status of 401 or 404.
  await page.goto(`${url}/${link.short_code}`);
  await page.goto(`${url}/n0such1`);
  expect(heard.filter((text) => !/\b40[14]\b/.test(text))).toEqual([]);
});

test.skipIf(!hasChromium)("other sites cannot embed any page in a frame", async () => {
  const { url, page, heard } = await visit();

  await page.goto(`${url.replace("127.0.0.1", "localhost")}/`);
  await page.setContent(`<iframe src="${url}/graphql"></iframe>`);
  await expect.poll(() => heard.join()).toMatch(/frame/i);
});
