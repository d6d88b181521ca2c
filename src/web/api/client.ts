import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { type CacheExchangeOpts, cacheExchange } from "@urql/exchange-graphcache";
import { createClient as createEventClient } from "graphql-sse";
import { errorCode } from "./errors.ts";
import { fetchWithTimeout } from "./fetchWithTimeout.ts";
import { recordError } from "./lastError.ts";

const url = "/graphql";

export type StreamState = "open" | "closed";

/** Receives the state of a subscription's stream. Passed as `onStream` in the operation context. */
type StreamListener = (state: StreamState) => void;

export type CacheConfig = Partial<CacheExchangeOpts>;

/** Creates a client with an empty cache. Calls `onSignedOut` when the server rejects the session. */
export function createClient(cacheConfig: CacheConfig, onSignedOut: () => void): Client {
  // The event client does not retry. The subscriber does: it knows whether the page is visible and
  // which clicks it may have missed.
  const eventClient = createEventClient({ url, retryAttempts: 0 });
  return new Client({
    url,
    preferGetMethod: false,
    fetch: fetchWithTimeout,
    fetchOptions: { credentials: "same-origin" },
    exchanges: [
      mapExchange({
        onError: (error) => {
          recordError(error);
          if (errorCode(error) === "UNAUTHENTICATED") onSignedOut();
        },
      }),
      cacheExchange(cacheConfig),
      // A null caused by an error is not data and must not be cached.
      mapExchange({
        onResult: (result) =>
          result.operation.kind === "query" && result.error?.graphQLErrors.length
            ? { ...result, data: undefined }
            : result,
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables = {} }, { context }) => ({
          subscribe: (sink) => {
            const notify = (context.onStream ?? (() => {})) as StreamListener;
            const unsubscribe = eventClient.subscribe(
              { query, variables },
              {
                next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                error: (error) => {
                  sink.error(error);
                  notify("closed");
                },
                complete: () => {
                  sink.complete();
                  notify("closed");
                },
              },
              { connected: () => notify("open") },
            );
            return { unsubscribe };
          },
        }),
      }),
    ],
  });
}
