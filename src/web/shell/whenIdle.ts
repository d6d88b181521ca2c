const settlingMilliseconds = 1_000;

/** Does something that can wait, once the page is loaded and the browser has nothing else to do. */
export function whenIdle(task: () => void): void {
  const wait = () =>
    setTimeout(
      // Not every browser tells when it is idle.
      () => ("requestIdleCallback" in window ? requestIdleCallback(task) : task()),
      settlingMilliseconds,
    );
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}
