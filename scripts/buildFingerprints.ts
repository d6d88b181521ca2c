import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const root = join(import.meta.dirname, "..");

/** A part of the build: its output and its sources. */
interface Build {
  /** A file that each build writes. */
  output: string;
  /** Stores the fingerprint of the sources of that file. */
  fingerprintFile: string;
  folders: string[];
  files: string[];
  isSource(path: string): boolean;
}

export const webBuild: Build = {
  output: "dist/web/index.html",
  fingerprintFile: "dist/web/.sources",
  folders: ["src/web"],
  files: [
    "scripts/pagePreloads.ts",
    "scripts/buildFingerprints.ts",
    "vite.config.ts",
    "package-lock.json",
  ],
  isSource: () => true,
};

export const serviceBuild: Build = {
  output: "dist/main.js",
  fingerprintFile: "dist/.sources",
  folders: ["src", "prisma"],
  files: [
    "scripts/generatePostgresSchemas.js",
    "prisma.config.ts",
    "tsconfig.json",
    "tsconfig.build.json",
    "package.json",
    "package-lock.json",
  ],
  isSource: (path) => !/^\/src\/(web|db\/generated)\//.test(path),
};

/** Stores the fingerprint of the part that was just built. */
export function writeFingerprint(part: Build): void {
  writeFileSync(join(root, part.fingerprintFile), fingerprint(part));
}

/** Returns whether the part is built from the current sources. */
export function isBuilt(part: Build): boolean {
  const { output, fingerprintFile } = part;
  if (!existsSync(join(root, fingerprintFile)) || !existsSync(join(root, output))) return false;
  return readFileSync(join(root, fingerprintFile), "utf8") === fingerprint(part);
}

/** Writes the fingerprint of the web UI at the end of its build. */
export function webBuildFingerprint(): Plugin {
  return {
    name: "pages-stamp",
    apply: "build",
    closeBundle: { order: "post", sequential: true, handler: () => writeFingerprint(webBuild) },
  };
}

/** Hashes the sources and the time of the build, because a later build may have used other sources. */
function fingerprint({ output, folders, files, isSource }: Build): string {
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
