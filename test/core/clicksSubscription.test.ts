import { expect, test } from "vitest";
import type { Actor } from "../../src/core/auth/actor.ts";
import { authenticateToken } from "../../src/core/auth/authenticate.ts";
import { watchClicks } from "../../src/core/clicks/watchClicks.ts";
import { createWorld } from "../support/world.ts";

const watchAll = (actor: Actor) => watchClicks(actor, undefined, undefined);

test("a slow subscriber receives fewer, merged events with every click", async () => {
  const { signUp, services } = await createWorld();
  const alice = await signUp("alice");
  const clicks = await watchAll(await authenticateToken(services, "", String(alice.token)));
  const click = (linkId: number, at: number) =>
    services.events.domain.emit("link.clicked", [{ linkId, ownerId: 1, clicks: 1, at }]);

  const first = clicks.next();
  click(1, 1_000);
  expect((await first).value.event).toEqual({ linkId: 1, ownerId: 1, clicks: 1, at: 1_000 });
  for (let at = 2_000; at <= 500_000; at += 1_000) click(1 + ((at / 1_000) % 2), at);

  expect([(await clicks.next()).value.event, (await clicks.next()).value.event]).toEqual([
    { linkId: 1, ownerId: 1, clicks: 250, at: 500_000 },
    { linkId: 2, ownerId: 1, clicks: 249, at: 499_000 },
  ]);
  await clicks.return?.();
  expect(services.subscriptionLimiter.openCount()).toBe(0);
});

test("an idle subscription ends with its access and releases its place", async () => {
  const { signUp, services, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const clicks = await watchAll(await authenticateToken(services, "", String(alice.token)));
  const first = clicks.next();
  services.events.domain.emit("link.clicked", [{ linkId: 1, ownerId: 1, clicks: 1, at: 1_000 }]);
  await first;
  const [token] = (await alice.get("/api/v1/auth/tokens")).body.tokens;

  await alice.delete(`/api/v1/auth/tokens/${token.token_id}`);

  await expect.poll(services.subscriptionLimiter.openCount).toBe(0);
  expect(await clicks.next()).toEqual({ value: undefined, done: true });
  expect((await anonymous.get("/healthz")).status).toBe(200);
});
