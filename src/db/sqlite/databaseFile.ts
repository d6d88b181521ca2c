import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Creates the database file and its folder if they are absent. Only their owner can access them,
 * because the file holds password hashes. SQLite gives its additional files the same mode.
 */
export function createDatabaseFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch {
    // The file exists, or SQLite reports in a moment why it cannot be opened.
  }
}

/**
 * Returns a warning if other users of the machine can read or write the database file. Returns
 * undefined if they cannot, for example because of the mode of its folder. Existing modes are not
 * changed.
 */
export function describeInsecureMode(path: string): string | undefined {
  if (process.platform === "win32") return undefined;
  const { mode } = statSync(path);
  const { mode: folderMode } = statSync(dirname(path));
  const groupBits = folderMode & 0o010 ? mode & 0o060 : 0;
  const otherBits = folderMode & 0o001 ? mode & 0o006 : 0;
  if ((groupBits | otherBits) === 0) return undefined;
  const octal = (mode & 0o777).toString(8);
  return `Other users of this machine can open the database file ${path} (mode ${octal}), which contains password hashes. Run: chmod 600 ${path}*`;
}
