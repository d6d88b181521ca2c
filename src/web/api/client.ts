import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { createClient as createEventClient } from "graphql-sse";
import { cacheConfig } from "./cache.ts";
import { errorCode } from "./errors.ts";
import { fetchWithTimeout } from "./fetchWithTimeout.ts";
import { recordError } from "./lastError.ts";

const url = "/graphql";

export type StreamState = "open" | "closed";

/** What hears how a subscription's stream fares, given as `onStream` in its context. */
type StreamListener = (state: StreamState) => void;

/** A client with an empty cache. `onSignedOut` hears when the server no longer knows the session. */
export function createClient(onSignedOut: () => void): Client {
  // Whoever subscribes is told that a stream is over and begins anew: only there is it known
  // whether anybody still looks, and what was missed meanwhile.
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
      // A null that stands for an error is no answer, and must not be kept as one.
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
