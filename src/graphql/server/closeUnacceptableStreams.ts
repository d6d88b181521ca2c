import { isAsyncIterable, type Plugin } from "graphql-yoga";

/**
 * Ends the stream of a caller that does not accept an event stream. Yoga rejects the request with
 * 406, but would leave the stream open without a reader.
 */
export const closeUnacceptableStreamsPlugin: Plugin = {
  onResultProcess({ result, resultProcessor }) {
    if (resultProcessor || !isAsyncIterable(result)) return;
    void result[Symbol.asyncIterator]().return?.();
  },
};
