import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const root = join(import.meta.dirname, "..");

/** What is built together, and of what. */
interface Part {
  /** A file that each build writes anew. */
  output: string;
  /** Says of which sources that file was built. */
  stamp: string;
  folders: string[];
  files: string[];
  isSource(path: string): boolean;
}

export const pages: Part = {
  output: "dist/web/index.html",
  stamp: "dist/web/.sources",
  folders: ["src/web"],
  files: [
    "scripts/pagePreloads.ts",
    "scripts/buildStamps.ts",
    "vite.config.ts",
    "package-lock.json",
  ],
  isSource: () => true,
};

export const service: Part = {
  output: "dist/main.js",
  stamp: "dist/.sources",
  folders: ["src", "prisma"],
  files: [
    "scripts/deriveSchemas.js",
    "prisma.config.ts",
    "tsconfig.json",
    "tsconfig.build.json",
    "package.json",
    "package-lock.json",
  ],
  isSource: (path) => !/^\/src\/(web|db\/generated)\//.test(path),
};

/** Notes what the part was built of just now. */
export function writeStamp(part: Part): void {
  writeFileSync(join(root, part.stamp), stampOf(part));
}

/** Whether the part is built, of the sources that there are. */
export function isBuilt(part: Part): boolean {
  const { output, stamp } = part;
  if (!existsSync(join(root, stamp)) || !existsSync(join(root, output))) return false;
  return readFileSync(join(root, stamp), "utf8") === stampOf(part);
}

/** Writes the stamp of the pages at the end of their build. */
export function pagesStamp(): Plugin {
  return {
    name: "pages-stamp",
    apply: "build",
    closeBundle: { order: "post", sequential: true, handler: () => writeStamp(pages) },
  };
}

/** The sources, and the very build: another one may have been of other sources since. */
function stampOf({ output, folders, files, isSource }: Part): string {
  const hash = createHash("sha256").update(String(statSync(join(root, output)).mtimeMs));
  const found = folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [...found.sort(), ...files.map((name) => join(root, name))]) {
    const name = path.slice(root.length);
    if (isSource(name)) hash.update(name).update(readFileSync(path));
  }
  return hash.digest("hex");
}
