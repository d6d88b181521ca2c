import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

test("pages are revalidated, their files cached permanently, and both are precompressed", async () => {
  const { anonymous } = await createWorld();
  const caching = async (path: string, encoding: string) => {
    const { status, headers } = await anonymous.get(path, { "accept-encoding": encoding });
    return [
      status,
      headers.get("cache-control"),
      headers.get("content-encoding"),
      headers.get("vary")?.includes("Accept-Encoding"),
    ];
  };
  const page = await anonymous.get("/app/links");
  const [script = ""] = page.text.match(/\/assets\/[\w-]+\.js/) ?? [];
  const [styles = ""] = page.text.match(/\/assets\/[\w-]+\.css/) ?? [];

  for (const encoding of ["br", "gzip"]) {
    for (const path of ["/", "/app", "/app/links"]) {
      expect(await caching(path, encoding), path).toEqual([200, "no-cache", encoding, true]);
    }
    for (const path of [script, styles]) {
      const kept = "public, max-age=31536000, immutable";
      expect(await caching(path, encoding), path).toEqual([200, kept, encoding, true]);
    }
  }
  expect((await anonymous.get(script, { "accept-encoding": "identity" })).text).toBe(
    (await anonymous.get(script, { "accept-encoding": "br" })).text,
  );
});

test("each page links to its own files, and all of them exist", async () => {
  const { anonymous } = await createWorld();
  const pages = { "/": "HomePage", "/app/links": "LinksPage", "/app/links/7": "LinkPage" };

  for (const [path, name] of Object.entries(pages)) {
    const { headers } = await anonymous.get(path);
    const files = [...(headers.get("link") ?? "").matchAll(/<([^>]+)>/g)].map(([, file]) => file);
    expect(files[0]).toMatch(new RegExp(`^/assets/${name}-[\\w-]+\\.js$`));
    for (const file of files) expect((await anonymous.get(file ?? "")).status, file).toBe(200);
  }
  expect((await anonymous.get("/app/nowhere")).headers.get("link")).toBe(null);
});

test("the styles contain no polyfill of `light-dark()`, which ignores the colour scheme of the page", () => {
  const folder = "dist/web/assets";
  const styles = readdirSync(folder).filter((file) => file.endsWith(".css"));
  expect(styles).not.toEqual([]);
  for (const file of styles) {
    expect(readFileSync(join(folder, file), "utf8"), file).not.toContain("--lightningcss");
  }
});
