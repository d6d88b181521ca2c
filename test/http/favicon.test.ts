import { expect, test } from "vitest";
import { hasChromium, openBrowser } from "../support/chromium.ts";
import { createWorld } from "../support/world.ts";

test("serves the icon with small images and a cache lifetime of one day", async () => {
  const { anonymous, url } = await createWorld();

  const { status, headers } = await anonymous.get("/favicon.ico");
  const bytes = new Uint8Array(await (await fetch(`${url}/favicon.ico`)).arrayBuffer());

  expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
    200,
    "image/x-icon",
    "public, max-age=86400",
  ]);
  expect([...bytes.slice(0, 6)]).toEqual([0, 0, 1, 0, 3, 0]);
  expect(bytes.length).toBeLessThan(4_096);
});

test.skipIf(!hasChromium)("every page outside the app names the icon and may show it", async () => {
  const { url, signUp } = await createWorld();
  const alice = await signUp("alice");
  const open = await alice.createLink();
  const locked = await alice.createLink({ password: "sesame" });
  const expired = await alice.createLink({ max_clicks: 1 });
  await alice.visit(expired.short_code);
  const page = await (await openBrowser()).newPage();

  for (const path of [
    "/n0such1",
    "/no/where",
    `/${open.short_code}+`,
    `/${locked.short_code}`,
    `/${expired.short_code}`,
    "/graphql",
    "/api/v1/docs",
    "/app/login",
  ]) {
    await page.goto(url + path);
    const width = await page.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
      const image = new Image();
      image.src = link?.href ?? "";
      await image.decode().catch(() => {});
      return [link?.getAttribute("href"), image.naturalWidth > 0];
    });
    expect([path, ...width]).toEqual([path, "/favicon.ico", true]);
  }
});
