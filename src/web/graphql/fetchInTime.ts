const mostMilliseconds = 30_000;

/** As `fetch`, but what was not answered in time fails by a `TimeoutError`. */
export const fetchInTime: typeof fetch = (input, init) => {
  const request = new AbortController();
  const caller = init?.signal;
  caller?.addEventListener("abort", () => request.abort(caller.reason));
  setTimeout(() => request.abort(new DOMException("No answer.", "TimeoutError")), mostMilliseconds);
  return fetch(input, { ...init, signal: request.signal });
};
