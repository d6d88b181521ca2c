import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  authorizationHeader,
  linkClickedQuery,
  subscribe,
  waitForSubscribers,
} from "../support/subscribe.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld, type World } from "../support/world.ts";

const rejected = {
  errors: [
    {
      message: "Too many open subscriptions (maximum 20). Close one and try again.",
      path: ["linkClicked"],
      locations: expect.any(Array),
      extensions: { code: "RATE_LIMITED", retryAfterSeconds: 5 },
    },
  ],
};

const openStreams = (here: World, headers: Record<string, string>, count: number) =>
  Array.from({ length: count }, () => subscribe(here, headers));

test("a user can have 20 subscriptions at most, independent of other users", async () => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  const warn = vi.fn();
  process.on("warning", warn);
  onTestFinished(() => void process.off("warning", warn));

  const streams = openStreams(here, authorizationHeader(alice), 25);

  await waitForSubscribers(here, 20);
  const failed = () => streams.flatMap(({ seen }) => (seen.error ? [seen.error.response] : []));
  await vi.waitFor(() => expect(failed()).toHaveLength(5), 5_000);
  for (const response of failed()) {
    expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
      429,
      "5",
      rejected,
    ]);
  }
  subscribe(here, authorizationHeader(bob));
  await waitForSubscribers(here, 21);
  expect(warn).not.toHaveBeenCalled();
});

test("a subscription no longer counts after a disconnect or when its token is revoked", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { secret, tokenId } = await createApiToken(alice, ["STATS_READ"]);
  const left = openStreams(here, authorizationHeader(alice), 10);
  openStreams(here, { authorization: `Bearer ${secret}` }, 10);
  await waitForSubscribers(here, 20);

  for (const { stop } of left) stop();
  await alice.delete(`/api/v1/auth/tokens/${tokenId}`);
  await waitForSubscribers(here, 0);

  const again = openStreams(here, authorizationHeader(alice), 20);
  await waitForSubscribers(here, 20);
  expect(again.map(({ seen }) => seen.news)).toEqual(Array(20).fill([]));
});

/** Requests a stream and disconnects, before the response can start or a little later. */
async function hangUp({ url }: World, token: string, afterMilliseconds: number): Promise<void> {
  const { port, hostname } = new URL(url);
  const body = JSON.stringify({ query: linkClickedQuery });
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: lnk7.test\r\nAuthorization: Bearer ${token}\r\n` +
      `Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  setTimeout(() => socket.resetAndDestroy(), afterMilliseconds);
  await once(socket, "close");
}

test("a subscription request that cannot be streamed does not count", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const json = { accept: "application/json" };

  const statuses = await Promise.all(
    Array.from(
      { length: 15 },
      async () => (await alice.graphql(linkClickedQuery, {}, json)).status,
    ),
  );
  for (let round = 0; round < 3; round++) {
    const calls = Array.from({ length: 15 }, (_, call) => hangUp(here, String(alice.token), call));
    await Promise.all(calls);
    await waitForSubscribers(here, 0);
  }

  expect(statuses).toEqual(Array(15).fill(406));
  await vi.waitFor(async () => {
    const streams = openStreams(here, authorizationHeader(alice), 20);
    try {
      await waitForSubscribers(here, 20);
    } finally {
      for (const { stop } of streams) stop();
    }
  }, 20_000);
});
