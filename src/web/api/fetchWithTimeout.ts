const timeoutMilliseconds = 30_000;

/** As `fetch`, but what was not answered in time fails by a `TimeoutError`. */
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
