const settleMilliseconds = 1_000;

/** Does something that can wait, once the page is loaded and the browser has nothing else to do. */
export function runWhenIdle(task: () => void): void {
  const schedule = () =>
    setTimeout(
      // Not every browser tells when it is idle.
      () => ("requestIdleCallback" in window ? requestIdleCallback(task) : task()),
      settleMilliseconds,
    );
  if (document.readyState === "complete") schedule();
  else window.addEventListener("load", schedule, { once: true });
}
