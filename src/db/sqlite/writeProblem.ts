import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** Below this, some writes fit and others do not. */
const minFreeBytes = 512 * 1024;

/** Returns why the file cannot be written, by its permissions and its disk; undefined if it can. */
export async function findWriteProblem(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
    return isGone ? "its file does not exist" : "its file is read-only";
  }
  const { bavail, bfree, bsize } = await statfs(dirname(path));
  // Some of the disk is reserved for root.
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  return free < minFreeBytes ? "its disk is full" : undefined;
}
