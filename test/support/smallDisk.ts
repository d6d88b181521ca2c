import { execFileSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporaryFolder.ts";

/** Whether file systems can be mounted here, which takes root. CI has to be able to. */
export const canMount = (() => {
  if (process.env.CI === "true") return true;
  try {
    execFileSync("unshare", ["--mount", "true"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
})();

/** A disk of its own in memory, gone after the test. Answers where it is mounted. */
export function mountSmallDisk(megabytes: number): string {
  const folder = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  // Lazily, because the service that uses it may still be stopping.
  onTestFinished(() => void execFileSync("umount", ["--lazy", folder]));
  return folder;
}
