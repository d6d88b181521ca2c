import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const maxLines = 200;
const docsPages = readdirSync("docs", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
const pages = [
  ...["README.md", "SECURITY.md", "CONTRIBUTING.md"].filter((page) => existsSync(page)),
  ...docsPages,
];

/** Returns the Markdown of a page without code blocks and code spans. */
function prose(page: string): string {
  return readFileSync(page, "utf8")
    .replace(/^```.*?^```$/gms, "")
    .replace(/`[^`\n]*`/g, "");
}

/** Returns the anchors of the headings of a page, as GitHub derives them. */
function anchors(page: string): string[] {
  const text = readFileSync(page, "utf8").replace(/^```.*?^```$/gms, "");
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** Returns the relative links of a page whose file or anchor does not exist. */
function brokenLinks(page: string): string[] {
  const targets = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const isRelative = (target: string) => !/^[a-z][a-z+.-]*:/i.test(target);
  return targets.filter(isRelative).filter((target) => {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(file)) return true;
    if (anchor === undefined) return false;
    return statSync(file).isDirectory() || !anchors(file).includes(anchor);
  });
}

test("every relative link and anchor of the documentation resolves", () => {
  expect(docsPages.length).toBeGreaterThan(0);

  const broken = pages.flatMap((page) => brokenLinks(page).map((target) => `${page}: ${target}`));

  expect(broken).toEqual([]);
});

test(`every page of docs has at most ${maxLines} lines`, () => {
  const lineCount = (page: string) => readFileSync(page, "utf8").trimEnd().split("\n").length;

  expect(docsPages.filter((page) => lineCount(page) > maxLines)).toEqual([]);
});

test("every source file named in the documentation exists", () => {
  const folders = ["src", "test", "bench", "scripts"];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const named = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/`([\w./]+\.tsx?)`/g)].map(([, name = ""]) => name),
  );

  const exists = (name: string) =>
    existsSync(name) || files.some((file) => `/${file}`.endsWith(`/${name}`));

  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !exists(name))).toEqual([]);
});
