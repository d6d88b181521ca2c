import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { createClient as createEventClient } from "graphql-sse";
import { cacheSettings } from "./cache.ts";
import { codeOf } from "./failure.ts";
import { fetchInTime } from "./fetchInTime.ts";
import { noteFailure } from "./lastFailure.ts";

const url = "/graphql";

export type StreamState = "open" | "over";

/** What hears how a subscription's stream fares, given as `onStream` in its context. */
type StreamListener = (state: StreamState) => void;

/** A client with an empty cache. `onSignedOut` hears when the server no longer knows the session. */
export function createClient(onSignedOut: () => void): Client {
  // Whoever subscribes is told that a stream is over and begins anew: only there is it known
  // whether anybody still looks, and what was missed meanwhile.
  const events = createEventClient({ url, retryAttempts: 0 });
  return new Client({
    url,
    preferGetMethod: false,
    fetch: fetchInTime,
    fetchOptions: { credentials: "same-origin" },
    exchanges: [
      mapExchange({
        onError: (error) => {
          noteFailure(error);
          if (codeOf(error) === "UNAUTHENTICATED") onSignedOut();
        },
      }),
      cacheExchange(cacheSettings),
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
            const tell = (context.onStream ?? (() => {})) as StreamListener;
            const unsubscribe = events.subscribe(
              { query, variables },
              {
                next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                error: (error) => {
                  sink.error(error);
                  tell("over");
                },
                complete: () => {
                  sink.complete();
                  tell("over");
                },
              },
              { connected: () => tell("open") },
            );
            return { unsubscribe };
          },
        }),
      }),
    ],
  });
}
