const settleMilliseconds = 1_000;

/** Runs a task when the page has loaded and the browser is idle. */
export function runWhenIdle(task: () => void): void {
  const schedule = () =>
    setTimeout(
      // Not every browser reports when it is idle.
      () => ("requestIdleCallback" in window ? requestIdleCallback(task) : task()),
      settleMilliseconds,
    );
  if (document.readyState === "complete") schedule();
  else window.addEventListener("load", schedule, { once: true });
}
