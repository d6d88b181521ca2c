import { useSyncExternalStore } from "react";

const tickMilliseconds = 15_000;

let now = Date.now();
const listeners = new Set<() => void>();

setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, tickMilliseconds);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the approximate time in milliseconds. All relative times share one clock. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
