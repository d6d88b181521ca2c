import { Client, fetchExchange } from "@urql/core";
import { fetchInTime } from "./fetchInTime.ts";

/** A client that keeps nothing: for what is read once, and more than a cache should hold. */
export function createPlainClient(): Client {
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    requestPolicy: "network-only",
    fetch: fetchInTime,
    fetchOptions: { credentials: "same-origin" },
    exchanges: [fetchExchange],
  });
}
