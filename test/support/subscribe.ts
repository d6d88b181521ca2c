import { createClient } from "graphql-sse";
import { expect, onTestFinished, vi } from "vitest";
import type { TestClient } from "./client.ts";
import type { World } from "./world.ts";

export const linkClickedQuery =
  "subscription ($linkId: ID) { linkClicked(linkId: $linkId) { clicks at link { databaseId } } }";

/** Starts a subscription. Returns the events so far, whether it has ended, and a function to stop it. */
export function subscribe(
  { url }: Pick<World, "url">,
  headers: Record<string, string>,
  operation: { query: string; variables?: Record<string, unknown> } = { query: linkClickedQuery },
) {
  const client = createClient({ url: `${url}/graphql`, headers, retryAttempts: 0 });
  onTestFinished(() => client.dispose());
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
  const seen: { news: any[]; ended: boolean; error: any } = { news: [], ended: false, error: null };
  const stop = client.subscribe(operation, {
    next: (value) => void seen.news.push(value),
    complete: () => {
      seen.ended = true;
    },
    error: (error) => {
      seen.error = error;
    },
  });
  return { seen, stop };
}

/** Returns the client's authorization header. */
export const authorizationHeader = ({ token }: TestClient) => ({
  authorization: `Bearer ${token}`,
});

/** Waits until this many subscriptions are open. */
export async function waitForSubscribers({ services }: World, watchers = 1) {
  await vi.waitFor(() => expect(services.subscriptionLimiter.openCount()).toBe(watchers), 5_000);
}
