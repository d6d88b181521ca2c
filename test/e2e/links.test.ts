import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { findViolations, horizontalOverflow } from "../support/accessibility.ts";
import { signInBrowser } from "../support/browser.ts";
import { hasChromium, launchBrowser } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld, password } from "../support/world.ts";

const timeout = 15_000;

/** Signs Alice in, in a browser that may access the clipboard. */
async function aliceAtHerLinks(options: BrowserContextOptions = {}) {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const page = await signedInPage(here, "alice", {
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  page.setDefaultTimeout(timeout);
  return { ...here, alice, page };
}

const rows = (page: Page) => page.getByRole("list", { name: "Links" }).getByRole("listitem");
const row = (page: Page, code: string) => rows(page).filter({ hasText: `/${code}` });

/** Returns the short codes of the listed links in order. */
async function codes(page: Page): Promise<string[]> {
  const texts = await rows(page).locator("a[href^='/app/links/']").allTextContents();
  return texts.map((text) => text.replace("lnk7.test/", ""));
}

const lists = (page: Page, expected: string[]) =>
  vi.waitFor(async () => expect(await codes(page)).toEqual(expected), timeout);

const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

test.skipIf(!hasChromium)(
  "a link is created using only the keyboard, copied with one key and listed first",
  async () => {
    const { page, alice, anonymous } = await aliceAtHerLinks();
    await page.goto("/app/links");
    await page.getByText("Make your first link").waitFor();

    await page.keyboard.press("n");
    const field = page.getByRole("dialog").getByLabel("Long URL");
    await vi.waitFor(
      async () =>
        expect(await field.evaluate((node) => node === document.activeElement)).toBe(true),
      timeout,
    );
    await page.keyboard.type("https://example.com/typed");
    await page.keyboard.press("Enter");
    await vi.waitFor(async () => expect(await focusedName(page)).toBe("Copy"), timeout);
    await page.keyboard.press("Enter");
    await page.getByText("The short link was copied.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    const { body } = await alice.get("/api/v1/links");
    const [link] = body.links;
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `http://${link.short_url}`,
    );
    await lists(page, [link.short_code]);
    const visit = await anonymous.visit(link.short_code);
    expect(visit.headers.get("location")).toBe("https://example.com/typed");

    await page.keyboard.press("/");
    await page.keyboard.type("nothing has these words");
    await page.getByText("No link fits").waitFor();
  },
);

test.skipIf(!hasChromium)(
  "errors appear at their fields, the input is kept and all options are sent",
  async () => {
    const { page, alice } = await aliceAtHerLinks({ timezoneId: "Europe/Berlin" });
    await alice.createLink({ short_code: "taken" });
    await page.goto("/app/links");
    await page.getByRole("button", { name: "New link" }).click();
    const dialog = page.getByRole("dialog");
    const submit = () => dialog.getByRole("button", { name: "Make link" }).click();
    const rejected = async (label: string, message: RegExp) => {
      const field = dialog.getByLabel(label);
      await vi.waitFor(async () => {
        const id = await field.getAttribute("aria-describedby");
        const parts = id?.split(/\s+/) ?? [];
        const told = await Promise.all(
          parts.map((part) => dialog.locator(`[id="${part}"]`).innerText()),
        );
        expect(told.join(" ")).toMatch(message);
      }, timeout);
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      return field;
    };

    await dialog.getByLabel("Long URL").fill("javascript:alert(1)");
    await submit();
    await (await rejected("Long URL", /scheme is not supported/)).fill(
      "https://example.com/options",
    );
    await dialog.getByRole("button", { name: "Options" }).click();
    await dialog.getByLabel("Own code").fill("taken");
    await submit();
    await (await rejected("Own code", /taken/i)).fill("own-code");
    await dialog.getByLabel("Click limit").fill("0");
    await submit();
    await (await rejected("Click limit", /whole number from 1/)).fill("9");
    await dialog.getByLabel("Expires").fill("2020-01-01T12:00");
    await submit();
    await (await rejected("Expires", /./)).fill("2099-07-01T12:00");
    await dialog.getByLabel("Title").fill("Options");
    await dialog.getByLabel("Password", { exact: true }).fill("sesame");
    await dialog.getByLabel("Redirect type").selectOption("MOVED_PERMANENTLY");
    await dialog.getByRole("switch", { name: "Switched on" }).click();
    await submit();
    await page.getByRole("dialog", { name: "Your new link" }).waitFor();

    const { body } = await alice.get("/api/v1/links/2");
    expect(body).toMatchObject({
      short_code: "own-code",
      original_url: "https://example.com/options",
      title: "Options",
      is_active: false,
      redirect_type: 301,
      expires_at: "2099-07-01T10:00:00.000Z",
      max_clicks: 9,
      has_password: true,
    });
  },
);

test.skipIf(!hasChromium)(
  "search, status and order are kept in the URL and survive a reload and going back",
  async () => {
    const { page, alice, anonymous } = await aliceAtHerLinks();
    await alice.createLink({ short_code: "red", title: "Fruit apple" });
    await alice.createLink({ short_code: "green", title: "Fruit pear", is_active: false });
    await alice.createLink({ short_code: "yellow", title: "Fruit lemon" });
    await alice.createLink({ short_code: "grey", title: "Stone" });
    await anonymous.visit("red");
    await vi.waitFor(async () => {
      expect((await alice.get("/api/v1/links/1")).body.click_count).toBe(1);
    }, timeout);

    await page.goto("/app/links");
    await lists(page, ["grey", "yellow", "green", "red"]);
    await page.getByLabel("Order").selectOption("Most clicks");
    await lists(page, ["red", "grey", "yellow", "green"]);
    await page.getByLabel("Search your links").fill("fruit");
    await lists(page, ["red", "yellow", "green"]);
    await page.getByLabel("Status").selectOption("Active");
    await lists(page, ["red", "yellow"]);
    const { search } = new URL(page.url());
    expect(search).toBe("?search=fruit&status=active&sort=most-clicks");

    await page.reload();
    await lists(page, ["red", "yellow"]);
    expect(await page.getByLabel("Search your links").inputValue()).toBe("fruit");
    await page.goBack();
    await lists(page, ["red", "yellow", "green"]);
    await page.goForward();
    await row(page, "yellow").getByRole("link", { name: "lnk7.test/yellow", exact: true }).click();
    await page.waitForURL("**/app/links/3");
    await page.goBack();
    await lists(page, ["red", "yellow"]);
  },
);

test.skipIf(!hasChromium)("more links are loaded on request and again after a reload", async () => {
  const { page, alice } = await aliceAtHerLinks();
  const made: string[] = [];
  for (let number = 0; number < 60; number += 1) {
    made.unshift((await alice.createLink()).short_code);
  }

  await page.goto("/app/links");
  await lists(page, made.slice(0, 50));
  await page.getByRole("button", { name: "Load more" }).click();
  await lists(page, made);
  await page.reload();
  await lists(page, made);
  expect(await page.getByRole("button", { name: "Load more" }).count()).toBe(0);
});

test.skipIf(!hasChromium)("each page of many links is requested once", async () => {
  const { page, services } = await aliceAtHerLinks();
  const owner = await services.database.user.findFirstOrThrow();
  await services.database.link.createMany({
    data: Array.from({ length: 520 }, (_, number) => ({
      shortCode: `many${number}`,
      originalUrl: "https://example.com/",
      ownerId: owner.id,
      createdAt: new Date(Date.UTC(2026, 0, 1) + number * 1_000),
    })),
  });
  let asked = 0;
  page.on("request", (request) => {
    if (/query Links\b/.test(request.postData() ?? "")) asked += 1;
  });

  await page.goto("/app/links?pages=10");
  await rows(page).nth(499).waitFor();
  expect(asked).toBe(10);
  await page.getByRole("button", { name: "Load more" }).click();
  await rows(page).nth(519).waitFor();
  expect([asked, await rows(page).count()]).toEqual([11, 520]);
});

test.skipIf(!hasChromium)(
  "the toggle reacts immediately, can be undone, and reverts when the change is rejected",
  async () => {
    const { page, alice, anonymous } = await aliceAtHerLinks();
    await alice.createLink({ short_code: "switched" });
    await page.goto("/app/links");
    const toggle = row(page, "switched").getByRole("switch");
    const isOn = (expected: boolean) =>
      vi.waitFor(async () => expect(await toggle.isChecked()).toBe(expected), timeout);

    await toggle.focus();
    await page.keyboard.press("Space");
    await isOn(false);
    await page.getByText("Switched off: lnk7.test/switched.").waitFor();
    expect((await anonymous.visit("switched")).status).toBe(404);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone.").waitFor();
    await isOn(true);
    expect((await anonymous.visit("switched")).status).toBe(302);

    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/graphql", async (route) => {
      await held;
      await route.abort();
    });
    await page.keyboard.press("Escape");
    await toggle.focus();
    await page.keyboard.press("Space");
    await isOn(false);
    letGo();
    await page.getByText("lnk7.test/switched: not changed.").waitFor();
    await isOn(true);
  },
);

test.skipIf(!hasChromium)(
  "every setting can be changed and reset to none in one dialog",
  async () => {
    const { page, alice } = await aliceAtHerLinks({ timezoneId: "Europe/Berlin" });
    const { id } = await alice.createLink({
      short_code: "edited",
      title: "Before",
      expires_at: "2099-01-01T11:00:00.000Z",
      max_clicks: 5,
      password: "sesame",
    });
    await page.goto("/app/links");
    const edit = row(page, "edited").getByRole("button", { name: "Edit lnk7.test/edited" });
    const dialog = page.getByRole("dialog");
    const save = async () => {
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
    };

    await edit.click();
    expect(await dialog.getByLabel("Expires").inputValue()).toBe("2099-01-01T12:00");
    await dialog.getByLabel("Long URL").fill("https://example.com/after");
    await dialog.getByLabel("Title").fill("");
    await dialog.getByLabel("Note").fill("Flyer of the fair\nsecond print");
    await dialog.getByLabel("Expires").fill("");
    await dialog.getByLabel("Click limit").fill("");
    await dialog.getByLabel("Remove the password").check();
    await dialog.getByLabel("Redirect type").selectOption("TEMPORARY_REDIRECT");
    await save();
    await row(page, "edited").getByText("https://example.com/after").waitFor();
    expect((await alice.get(`/api/v1/links/${id}`)).body).toMatchObject({
      original_url: "https://example.com/after",
      title: null,
      note: "Flyer of the fair\nsecond print",
      expires_at: null,
      max_clicks: null,
      has_password: false,
      redirect_type: 307,
    });

    await edit.click();
    await dialog.getByLabel("Title").fill("After");
    await dialog.getByLabel("Click limit").fill("7");
    await dialog.getByLabel("Password", { exact: true }).fill("open sesame");
    await save();
    await row(page, "edited").getByText("After", { exact: true }).waitFor();
    expect((await alice.get(`/api/v1/links/${id}`)).body).toMatchObject({
      original_url: "https://example.com/after",
      title: "After",
      max_clicks: 7,
      has_password: true,
      redirect_type: 307,
    });
  },
);

test.skipIf(!hasChromium)(
  "several links can be disabled, and deleted after a summary of what is lost",
  async () => {
    const { page, alice, anonymous } = await aliceAtHerLinks();
    for (const short_code of ["keep", "drop-one", "drop-two"]) {
      await alice.createLink({ short_code });
    }
    await page.goto("/app/links");
    for (const code of ["drop-one", "drop-two"]) {
      await row(page, code)
        .getByRole("checkbox", { name: /^Select/ })
        .check();
    }
    const bar = page.getByRole("group", { name: "Change the selected links" });

    await bar.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("Switched off: 2 links.").waitFor();
    expect((await anonymous.visit("drop-two")).status).toBe(404);
    expect((await anonymous.visit("keep")).status).toBe(302);

    await bar.getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete 2 links?" });
    await dialog.getByText(/Their codes are retired.*This cannot be undone\./).waitFor();
    await vi.waitFor(async () => expect(await focusedName(page)).toBe("Keep them"), timeout);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(await codes(page)).toEqual(["drop-two", "drop-one", "keep"]);

    await bar.getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("Deleted: 2 links.").waitFor();
    await lists(page, ["keep"]);
    const { body } = await alice.get("/api/v1/links");
    expect(body.links.map((link: { short_code: string }) => link.short_code)).toEqual(["keep"]);
  },
);

test.skipIf(!hasChromium)("deleting a link that was deleted elsewhere is reported", async () => {
  const { page, alice } = await aliceAtHerLinks();
  await alice.createLink({ short_code: "keep" });
  const { id } = await alice.createLink({ short_code: "gone" });
  await page.goto("/app/links");
  await page.getByRole("button", { name: "Delete lnk7.test/gone" }).click();
  await alice.delete(`/api/v1/links/${id}`);
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();

  await page.getByText("Already deleted elsewhere: lnk7.test/gone.").waitFor();
  await lists(page, ["keep"]);
});

test.skipIf(!hasChromium)(
  "copying works without encryption, where the browser has no clipboard",
  async () => {
    const here = await createWorld();
    await (await here.signUp("alice")).createLink({ short_code: "plain" });
    const { cookie } = await signInBrowser(here, "alice");
    const address = "http://lnk7.test";
    const reached = `--host-resolver-rules=MAP lnk7.test:80 ${new URL(here.url).host}`;
    const context = await (await launchBrowser([reached])).newContext({ baseURL: address });
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url: address }]);
    const page = await context.newPage();
    const search = page.getByLabel("Search your links");

    await page.goto("/app/links");
    await page.getByRole("button", { name: "Copy lnk7.test/plain" }).click();
    await page.getByText("lnk7.test/plain was copied.").waitFor();
    expect(await page.evaluate(() => [isSecureContext, "clipboard" in navigator])).toEqual([
      false,
      false,
    ]);
    await search.press("Control+v");
    expect(await search.inputValue()).toBe("http://lnk7.test/plain");

    await search.fill("");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New link" }).click();
    await page.keyboard.type("https://example.com/plain");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Copy" }).click();
    await page.getByText("The short link was copied.").waitFor();
    await vi.waitFor(async () => expect(await focusedName(page)).toMatch(/^Cop/), timeout);
  },
);

test.skipIf(!hasChromium)(
  "an expired session is reported and the search continues after signing in again",
  async () => {
    const { page, alice } = await aliceAtHerLinks();
    await alice.createLink({ short_code: "red" });
    await alice.createLink({ short_code: "green" });
    await page.goto("/app/links");
    await lists(page, ["green", "red"]);

    await page.context().clearCookies();
    await page.getByLabel("Search your links").fill("red");
    const dialog = page.getByRole("dialog", { name: "You have been signed out" });
    await dialog.locator("input[name=password]").fill(password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await dialog.waitFor({ state: "detached" });

    await lists(page, ["red"]);
    expect(await page.getByLabel("Search your links").inputValue()).toBe("red");
  },
);

test.skipIf(!hasChromium)("a QR code can be saved as SVG and as PNG", async () => {
  const { page, alice } = await aliceAtHerLinks();
  await alice.createLink({ short_code: "scanned" });
  await page.goto("/app/links");
  await page.getByRole("button", { name: "QR code of lnk7.test/scanned" }).click();
  await page.getByRole("img", { name: /leads to http:\/\/lnk7\.test\/scanned/ }).waitFor();

  const saved = async (kind: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `Save as ${kind}` }).click(),
    ]);
    const stream = await download.createReadStream();
    return { name: download.suggestedFilename(), content: Buffer.concat(await stream.toArray()) };
  };
  const svg = await saved("SVG");
  const png = await saved("PNG");

  expect([svg.name, svg.content.toString().slice(0, 4)]).toEqual(["scanned-qr.svg", "<svg"]);
  expect([png.name, png.content.toString("latin1", 1, 4)]).toEqual(["scanned-qr.png", "PNG"]);
  expect([png.content.readUInt32BE(16), png.content.readUInt32BE(20)]).toEqual([1_024, 1_024]);
});

test.skipIf(!hasChromium)(
  "page and dialogs fit 320 px and are accessible in both colour schemes",
  { tags: ["full"], timeout: 240_000 },
  async () => {
    const { page, alice } = await aliceAtHerLinks({ reducedMotion: "reduce" });
    const dialog = page.getByRole("dialog");
    const holds = async (view: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [320, 1_280]) {
          await page.setViewportSize({ width, height: 800 });
          const found = [await horizontalOverflow(page), await findViolations(page)];
          expect([view, colorScheme, width, ...found]).toEqual([view, colorScheme, width, 0, []]);
        }
      }
    };

    await page.goto("/app/links");
    await page.getByText("Make your first link").waitFor();
    await holds("no links");

    await alice.createLink({ original_url: `https://example.com/${"unbroken".repeat(40)}` });
    await alice.createLink({ short_code: "a-long-code-".repeat(5), password: "sesame" });
    await alice.createLink({ short_code: "quiet", is_active: false, title: "Title ".repeat(30) });
    await page.reload();
    await rows(page).first().waitFor();
    await row(page, "quiet")
      .getByRole("checkbox", { name: /^Select/ })
      .check();
    await holds("list");

    const views = [
      { button: "New link", shown: dialog.getByLabel("Long URL") },
      { button: "Edit lnk7.test/quiet", shown: dialog.getByLabel("Long URL") },
      { button: "QR code of lnk7.test/quiet", shown: dialog.getByAltText(/^QR code/) },
      { button: "Delete lnk7.test/quiet", shown: dialog.getByText("This cannot be undone.") },
    ];
    for (const { button, shown } of views) {
      await page.getByRole("button", { name: button }).click();
      await shown.waitFor();
      const options = dialog.getByRole("button", { name: "Options" });
      if ((await options.count()) > 0) {
        await options.click();
        await dialog.getByRole("button", { name: "Make link" }).click();
        await dialog.locator("[aria-invalid=true]").waitFor();
      }
      await holds(button);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }

    await page.getByLabel("Search your links").fill("nothing has these words");
    await page.getByText("No link fits").waitFor();
    await holds("no match");
  },
);
