import { execFileSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporaryFolder.ts";

/** Whether file systems can be mounted here, which requires root. CI must support it. */
export const canMount = (() => {
  if (process.env.CI === "true") return true;
  try {
    execFileSync("unshare", ["--mount", "true"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
})();

/** Mounts a disk in memory until the test ends. Returns its path. */
export function mountSmallDisk(megabytes: number): string {
  const folder = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  // Lazily, because the service may still be stopping.
  onTestFinished(() => void execFileSync("umount", ["--lazy", folder]));
  return folder;
}
