import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const root = join(import.meta.dirname, "..");
/** Says of which sources the pages in dist/web were built. */
const stamp = join(root, "dist/web/.sources");
const others = [
  "scripts/pagePreloads.ts",
  "scripts/pagesStamp.ts",
  "vite.config.ts",
  "package-lock.json",
];

/** Notes at the end of a build what it was made of. */
export function pagesStamp(): Plugin {
  return {
    name: "pages-stamp",
    apply: "build",
    closeBundle: {
      order: "post",
      sequential: true,
      handler: () => writeFileSync(stamp, sources()),
    },
  };
}

/** Whether the pages in dist/web are those of the sources there are. */
export function arePagesBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sources();
}

function sources(): string {
  const hash = createHash("sha256");
  const pages = readdirSync(join(root, "src/web"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [...pages.sort(), ...others.map((name) => join(root, name))]) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest("hex");
}
