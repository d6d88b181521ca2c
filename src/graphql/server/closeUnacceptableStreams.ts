import { isAsyncIterable, type Plugin } from "graphql-yoga";

/**
 * Ends the stream of a caller who takes no event stream. Yoga refuses that with 406, and would leave
 * the stream open with nobody to read it.
 */
export const closeUnacceptableStreamsPlugin: Plugin = {
  onResultProcess({ result, resultProcessor }) {
    if (resultProcessor || !isAsyncIterable(result)) return;
    void result[Symbol.asyncIterator]().return?.();
  },
};
