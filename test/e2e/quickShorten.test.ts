import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

/** Opens the form for a quick link as Alice. */
async function aliceAtHome() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const page = await signedInPage(here, "alice");
  await page.goto("/");
  return { alice, page, field: page.getByLabel("Long URL") };
}

test.skipIf(!hasChromium)("input typed while a URL is being shortened is kept", async () => {
  const { page, field } = await aliceAtHome();
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("mutation CreateLink(")) await answering;
    await route.continue();
  });
  await field.fill("https://example.com/first");
  await field.press("Enter");
  await field.fill("https://example.com/second");
  answer();
  await page.getByText("leads to https://example.com/first").waitFor();
  await page.keyboard.type("?typed");

  expect(await field.inputValue()).toBe("https://example.com/second?typed");
  await field.press("Enter");
  await page.getByText("leads to https://example.com/second?typed").waitFor();
  await expect.poll(() => field.inputValue()).toBe("");
});

test.skipIf(!hasChromium)(
  "a URL without a scheme is completed, and invalid input is rejected at its field",
  async () => {
    const { page, field, alice } = await aliceAtHome();
    for (const [nonsense, rejection] of [
      ["nonsense", "The URL is not valid."],
      ["mailto:alice@example.com", "The URL scheme is not supported. Use http or https."],
      ["", "The URL is not valid."],
      ["localhost:3000", "The URL scheme is not supported. Use http or https."],
    ] as const) {
      await field.fill(nonsense);
      await field.press("Enter");
      await page.getByText(rejection).waitFor();
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      expect(await field.inputValue()).toBe(nonsense);
    }
    await field.fill(" example.com/foo?at=1:2 ");
    await field.press("Enter");
    await page.getByText("leads to https://example.com/foo?at=1:2").waitFor();

    await page.getByRole("link", { name: "All your links" }).click();
    await page.getByRole("button", { name: "New link" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Long URL").fill("www.example.com:8443");
    await page.keyboard.press("Enter");
    await dialog.getByText("leads to https://www.example.com:8443").waitFor();
    const { body } = await alice.get("/api/v1/links");
    expect(body.links.map((link: { original_url: string }) => link.original_url)).toEqual([
      "https://www.example.com:8443",
      "https://example.com/foo?at=1:2",
    ]);
  },
);

test.skipIf(!hasChromium)(
  "invisible characters around a pasted URL are removed, and direction marks inside it are encoded",
  async () => {
    const { page, field, alice } = await aliceAtHome();
    const shown = "https://example.com/%E2%80%AEgpj.exe";

    await field.fill("\u200b\u2066example.com/\u202egpj.exe\u2069");
    await field.press("Enter");
    await page.getByText(`leads to ${shown}`, { exact: true }).waitFor();
    await page.getByRole("link", { name: "All your links" }).click();
    await page.getByText(shown, { exact: true }).waitFor();
    await page.goto("/app/links/1");
    await page.getByRole("link", { name: shown, exact: true }).waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();

    const dialog = page.getByRole("dialog");
    expect(await dialog.getByLabel("Long URL").inputValue()).toBe(shown);
    await dialog.getByLabel("Title").fill("Picture");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Picture" }).waitFor();
    expect((await alice.get("/api/v1/links/1")).body).toMatchObject({
      title: "Picture",
      original_url: "https://example.com/\u202egpj.exe",
    });
  },
);

test.skipIf(!hasChromium)("the longest accepted URL does not widen any page", async () => {
  const { page, field } = await aliceAtHome();
  const longest = "https://example.com/".padEnd(8_192, "x");
  const width = () =>
    page.evaluate(() => [document.documentElement.scrollWidth, document.body.clientWidth]);

  await field.fill(longest);
  await field.press("Enter");
  await page.getByText(`leads to ${longest}`).waitFor();
  for (const path of ["/", "/app/links", "/app/links/1"]) {
    if (path !== "/") await page.goto(path);
    await page.getByText(longest).first().waitFor();
    const [content = Number.NaN, room] = await width();
    expect(content, path).toBeLessThanOrEqual(room ?? 0);
  }
});
