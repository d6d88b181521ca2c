import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * A part of the build: a file that each build writes, the file that stores the fingerprint of its
 * sources, and these sources.
 * @typedef {{
 *   output: string,
 *   fingerprintFile: string,
 *   folders: string[],
 *   files: string[],
 *   isSource(path: string): boolean,
 * }} Build
 */

/** @type {Build} */
export const webBuild = {
  output: "dist/web/index.html",
  fingerprintFile: "dist/web/.sources",
  folders: ["src/web"],
  files: [
    "scripts/pagePreloads.ts",
    "scripts/buildFingerprints.js",
    "vite.config.ts",
    "package-lock.json",
  ],
  isSource: () => true,
};

/** @type {Build} */
export const serviceBuild = {
  output: "dist/main.js",
  fingerprintFile: "dist/.sources",
  folders: ["src", "prisma"],
  files: [
    "scripts/buildFingerprints.js",
    "scripts/generatePostgresSchemas.js",
    "prisma.config.ts",
    "tsconfig.json",
    "tsconfig.build.json",
    "package.json",
    "package-lock.json",
  ],
  isSource: (path) => !/^\/src\/(web|db\/generated)\//.test(path),
};

/**
 * Stores the fingerprint of the part that was just built.
 * @param {Build} part
 */
export function writeFingerprint(part) {
  writeFileSync(join(root, part.fingerprintFile), fingerprint(part));
}

/**
 * Returns whether the part is built from the current sources.
 * @param {Build} part
 */
export function isBuilt(part) {
  const { output, fingerprintFile } = part;
  if (!existsSync(join(root, fingerprintFile)) || !existsSync(join(root, output))) return false;
  return readFileSync(join(root, fingerprintFile), "utf8") === fingerprint(part);
}

/**
 * Hashes the sources and the time of the build, because a later build may have used other sources.
 * @param {Build} part
 */
function fingerprint({ output, folders, files, isSource }) {
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
