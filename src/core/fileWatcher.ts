import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

/** Soon enough for whoever has just edited the file; a look costs some microseconds. */
const pollIntervalMilliseconds = 2_000;

/** Another for each state of a file: a replacement has another number, a change another time. */
export function fileFingerprint({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(" ");
}

/**
 * Looks at a file every two seconds, and calls `onChange` once for each change: it was written, replaced,
 * removed or is there again. `onChange` must not reject. Returns what ends it.
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
