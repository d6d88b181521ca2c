import { Client, fetchExchange } from "@urql/core";
import { fetchWithTimeout } from "./fetchWithTimeout.ts";

/** Creates a client without a cache, for large data that is read only once. */
export function createUncachedClient(): Client {
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    requestPolicy: "network-only",
    fetch: fetchWithTimeout,
    fetchOptions: { credentials: "same-origin" },
    exchanges: [fetchExchange],
  });
}
