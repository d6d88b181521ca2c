import { Client, fetchExchange } from "@urql/core";
import { fetchWithTimeout } from "./fetchWithTimeout.ts";

/** A client that keeps nothing: for what is read once, and more than a cache should hold. */
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
