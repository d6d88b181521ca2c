import { onTestFinished, vi } from "vitest";

/** Sets the clock of the service, which shares the test's process. Timers run on as ever. */
export function setClock(time: string): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
  onTestFinished(() => void vi.useRealTimers());
}
