import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Creates the file of a database, and its folder, where there is none: for their owner alone, since
 * it holds password hashes. SQLite gives the files that it keeps beside it the same mode.
 */
export function createDatabaseFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch {
    // It exists, or SQLite says in a moment why it cannot be opened.
  }
}

/**
 * Returns a warning where other users of the machine can read or write the file of a database:
 * undefined where they cannot, as where its folder keeps them out. Modes that exist are left alone.
 */
export function describeInsecureMode(path: string): string | undefined {
  if (process.platform === "win32") return undefined;
  const { mode } = statSync(path);
  const { mode: folderMode } = statSync(dirname(path));
  const groupBits = folderMode & 0o010 ? mode & 0o060 : 0;
  const otherBits = folderMode & 0o001 ? mode & 0o006 : 0;
  if ((groupBits | otherBits) === 0) return undefined;
  const octal = (mode & 0o777).toString(8);
  return `Other users of this machine can open the database file ${path} (mode ${octal}), which holds password hashes. Run: chmod 600 ${path}*`;
}
