import { expect, test, vi } from "vitest";
import { setClock } from "../support/fakeClock.ts";
import { recordVisits } from "../support/recordVisits.ts";
import {
  authorizationHeader,
  linkClickedQuery,
  subscribe,
  waitForSubscribers,
} from "../support/subscribe.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld, password } from "../support/world.ts";

const time = "2030-05-06T10:00:00Z";
const invalid = "GRAPHQL_VALIDATION_FAILED";

test("a subscriber receives merged events for clicks on their own links only", async () => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  const links = [await alice.createLink(), await alice.createLink(), await bob.createLink()];
  const { seen } = subscribe(here, authorizationHeader(alice));
  await waitForSubscribers(here);

  await recordVisits(here.services, [
    ...links.flatMap(({ id }) => Array.from({ length: 50 }, () => ({ time, linkId: id }))),
    { time: "2030-05-06T10:30:00Z", linkId: 1 },
    { time, linkId: 1, userAgent: "Googlebot/2.1 (+http://www.google.com/bot.html)" },
  ]);

  const clicksOf = (id: number) =>
    seen.news
      .map(({ data }) => data.linkClicked)
      .filter(({ link }) => link.databaseId === id)
      .reduce((sum, { clicks }) => sum + clicks, 0);
  await vi.waitFor(() => expect([1, 2, 3].map(clicksOf)).toEqual([51, 50, 0]), 5_000);
  expect(seen.news.length).toBeLessThanOrEqual(4);
  expect(seen.news.at(-1).data.linkClicked.at).toMatch(/^2030-05-06T10:/);
});

test("a subscription can be limited to one link", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink();
  const other = await alice.createLink();
  const { body } = await alice.graphql("{ link(by: { databaseId: 2 }) { id } }");
  const { seen } = subscribe(here, authorizationHeader(alice), {
    query: linkClickedQuery,
    variables: { linkId: body.data.link.id },
  });
  await waitForSubscribers(here);

  await recordVisits(here.services, [{ time }, { time, linkId: other.id }]);

  await vi.waitFor(() => expect(seen.news).toHaveLength(1), 5_000);
  expect(seen.news).toEqual([
    {
      data: { linkClicked: { clicks: 1, at: "2030-05-06T10:00:00.000Z", link: { databaseId: 2 } } },
      extensions: { eventId: expect.any(String) },
    },
  ]);
});

test("rejects a subscription that the caller may not have with its status and a JSON error", async () => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  await alice.createLink();
  const { body } = await alice.graphql("{ link(by: { databaseId: 1 }) { id } }");
  const { body: made } = await alice.graphql(
    `mutation { createToken(input: { name: "Some", scopes: [LINKS_READ] }) { ... on CreateTokenPayload { secret } } }`,
  );
  const unscoped = { authorization: `Bearer ${made.data.createToken.secret}` };
  const foreign = { query: linkClickedQuery, variables: { linkId: body.data.link.id } };
  const wide = {
    query: `subscription { ${"linkClicked { link { owner { links(first: 100) { nodes { qrCode } } } } } ".repeat(10)} }`,
  };

  for (const [headers, operation, code, status] of [
    [{}, { query: linkClickedQuery }, "UNAUTHENTICATED", 401],
    [unscoped, { query: linkClickedQuery }, "FORBIDDEN", 403],
    [authorizationHeader(bob), foreign, "LINK_NOT_FOUND", 404],
    [authorizationHeader(alice), wide, "OPERATION_TOO_LARGE", 400],
    [authorizationHeader(alice), { query: "subscription { nope }" }, invalid, 400],
  ] as const) {
    const { seen } = subscribe(here, headers, operation);
    await vi.waitFor(() => expect(seen.error).toBeTruthy(), 5_000);
    const { response } = seen.error;
    const { errors } = await response.json();
    expect(response.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
    expect([response.status, errors[0].extensions.code, seen.news]).toEqual([status, code, []]);
  }
  await waitForSubscribers(here, 0);
});

/** Returns the last event of a stream whose credential has ended. */
const endOf = (message: string, code = "UNAUTHENTICATED") => ({
  data: { linkClicked: null },
  errors: [{ message, path: ["linkClicked"], extensions: { code } }],
});

test("a subscription ends within a second when its token loses the scope", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { secret, tokenId } = await createApiToken(alice, ["STATS_READ"]);
  const { seen } = subscribe(here, { authorization: `Bearer ${secret}` });
  await waitForSubscribers(here);

  await alice.graphql(
    `mutation ($by: TokenBy!) { updateToken(input: { by: $by, scopes: [LINKS_READ] }) { __typename } }`,
    { by: { tokenId } },
  );

  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  expect(seen.news).toMatchObject([
    endOf("This token lacks the scope STATS_READ. Use a token that has it.", "FORBIDDEN"),
  ]);
});

test("a subscription ends within a second when its token is revoked", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { seen } = subscribe(here, authorizationHeader(alice));
  await waitForSubscribers(here);
  const { body } = await alice.get("/api/v1/auth/tokens");

  await alice.delete(`/api/v1/auth/tokens/${body.tokens[0].token_id}`);
  const revoked = performance.now();

  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  expect(performance.now() - revoked).toBeLessThan(1_500);
  expect(seen.news).toMatchObject([
    endOf("The API token has expired or was revoked. Log in again."),
  ]);
  await waitForSubscribers(here, 0);
});

test("a subscription ends when its token expires", async () => {
  setClock("2030-01-01T12:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { body } = await alice.graphql(
    `mutation { createToken(input: { name: "Brief", scopes: [STATS_READ], expiresAt: "2030-01-01T12:01:00Z" }) {
      ... on CreateTokenPayload { secret } } }`,
  );
  const { seen } = subscribe(here, { authorization: `Bearer ${body.data.createToken.secret}` });
  await waitForSubscribers(here);

  setClock("2030-01-01T12:01:00Z");

  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  expect(seen.news).toMatchObject([
    endOf("The API token has expired or was revoked. Log in again."),
  ]);
});

test("a subscription ends when its session ends", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const start = await here.anonymous.graphql(
    `mutation ($input: StartSessionInput!) { startSession(input: $input) { __typename } }`,
    { input: { email: "alice@example.com", password } },
  );
  const headers = { cookie: String(start.headers.get("set-cookie")).split(";")[0] as string };
  const { seen } = subscribe(here, headers);
  await waitForSubscribers(here);

  await here.anonymous.graphql("mutation { logout { __typename } }", {}, headers);

  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  expect(seen.news).toMatchObject([endOf("The session has ended. Sign in again.")]);
});

test("a subscription ends when the client disconnects and does not delay a shutdown", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const leaving = subscribe(here, authorizationHeader(alice));
  await waitForSubscribers(here);
  leaving.stop();
  await waitForSubscribers(here, 0);
  const { seen } = subscribe(here, authorizationHeader(alice));
  await waitForSubscribers(here);

  const began = performance.now();
  await here.stop();

  expect(performance.now() - began).toBeLessThan(3_000);
  // A stream that is cut is not complete, so clients reconnect.
  await vi.waitFor(() => expect(seen.error).toBeTruthy(), 5_000);
  expect([seen.ended, seen.news]).toEqual([false, []]);
});
