import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onFinished } from "./sharedStart.ts";

const memory = "/dev/shm";
const leastFreeBytes = 1_000_000_000;

/** A folder in memory if this machine has one with enough space, because a disk waits at each commit. */
export const memoryFolder = hasSpace(memory) ? memory : tmpdir();

function hasSpace(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > leastFreeBytes;
}

/** Creates a folder that is deleted after the test, or after the tests that share it. */
export function temporaryFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, "lnk7-test-"));
  onFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
