import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

/** Short enough for an operator who has just edited the file. A check costs some microseconds. */
const pollIntervalMilliseconds = 2_000;

/**
 * Returns a text that differs for each state of a file. A replaced file has another inode, a
 * changed file another time.
 */
export function fileFingerprint({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(" ");
}

/**
 * Checks a file every two seconds and calls `onChange` once for each change. A change is a write, a
 * replacement, a removal or the return of the file. `onChange` must not reject. Returns a function
 * that stops the watcher.
 */
export async function watchFile(path: string, onChange: () => Promise<void>): Promise<() => void> {
  const readFingerprint = () => stat(path).then(fileFingerprint, (error) => String(error.code));
  let fingerprint = await readFingerprint();
  let closed = false;
  let timer: NodeJS.Timeout;

  const schedule = () => {
    timer = setTimeout(async () => {
      const latest = await readFingerprint();
      if (latest !== fingerprint && !closed) {
        fingerprint = latest;
        await onChange();
      }
      if (!closed) schedule();
    }, pollIntervalMilliseconds).unref();
  };
  schedule();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
}
