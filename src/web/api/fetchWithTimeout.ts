const timeoutMilliseconds = 30_000;

/** Works like `fetch`, but rejects with a `TimeoutError` when the response takes too long. */
export const fetchWithTimeout: typeof fetch = (input, init) => {
  const controller = new AbortController();
  const callerSignal = init?.signal;
  callerSignal?.addEventListener("abort", () => controller.abort(callerSignal.reason));
  setTimeout(
    () => controller.abort(new DOMException("No answer.", "TimeoutError")),
    timeoutMilliseconds,
  );
  return fetch(input, { ...init, signal: controller.signal });
};
