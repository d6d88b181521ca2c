import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

/** Soon enough for whoever has just edited the file; a look costs some microseconds. */
const lookMilliseconds = 2_000;

/** Another for each state of a file: a replacement has another number, a change another time. */
export function versionOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(" ");
}

/**
 * Looks at a file every two seconds, and calls `onChange` once for each change: it was written, replaced,
 * removed or is there again. `onChange` must not reject. Returns what ends it.
 */
export async function watchFile(path: string, onChange: () => Promise<void>): Promise<() => void> {
  const look = () => stat(path).then(versionOf, (error) => String(error.code));
  let version = await look();
  let closed = false;
  let timer: NodeJS.Timeout;

  const schedule = () => {
    timer = setTimeout(async () => {
      const found = await look();
      if (found !== version && !closed) {
        version = found;
        await onChange();
      }
      if (!closed) schedule();
    }, lookMilliseconds).unref();
  };
  schedule();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
}
