import { onTestFinished, vi } from "vitest";

/** Sets the clock of the service, which runs in the test's process. Timers are not affected. */
export function setClock(time: string): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
  onTestFinished(() => void vi.useRealTimers());
}
