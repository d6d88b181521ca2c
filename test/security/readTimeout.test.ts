import { expect, test } from "vitest";
import { OverloadedError, QueueFullError, ReadTimeoutError } from "../../src/core/errors.ts";
import type { Services } from "../../src/core/services.ts";
import { createWorld } from "../support/world.ts";

/** Makes all reads of the service fail. */
function failReads(services: Services, error: Error): void {
  services.queues = { ...services.queues, read: () => Promise.reject(error) };
}

const list = "{ viewer { email links { nodes { id } } } }";

test.each([
  [
    "a read timeout",
    new ReadTimeoutError(),
    503,
    "5",
    "READ_TIMEOUT",
    "The request took too long and was cancelled. Request less data, or try again later.",
  ],
  [
    "a full queue of one account",
    new QueueFullError(),
    429,
    "1",
    "RATE_LIMITED",
    "Too many of your requests are pending. Wait until some are complete, then try again.",
  ],
  [
    "an overloaded service",
    new OverloadedError(),
    503,
    "1",
    "OVERLOADED",
    "The server is handling too many requests. Try again in a second.",
  ],
])(
  "every interface reports %s, with Retry-After",
  async (_, error, status, after, code, detail) => {
    const { signUp, services, log } = await createWorld();
    const alice = await signUp("alice");
    const link = await alice.createLink();
    failReads(services, error);

    const rest = await alice.get("/api/v1/links");
    expect([rest.status, rest.headers.get("retry-after"), rest.body]).toEqual([
      status,
      after,
      { detail },
    ]);
    const { body } = await alice.graphql(list);
    const { message, extensions } = body.errors[0];
    expect([message, extensions]).toEqual([detail, { code, retryAfterSeconds: Number(after) }]);
    // Requests without a long read still work.
    expect((await alice.get(`/api/v1/links/${link.id}`)).status).toBe(200);
    expect(log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  },
);
