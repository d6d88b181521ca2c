import { expect, test, vi } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld } from "../support/world.ts";

const list = `{ viewer { sessions {
  nodes { id browser operatingSystem isCurrent startedAt lastSeenAt expiresAt } } } }`;
const endSessions = `mutation ($input: EndSessionsInput!) {
  endSessions(input: $input) { __typename ... on EndSessionsPayload { endedSessionIds } } }`;
const viewer = "{ viewer { email } }";

const phoneAgent =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const deskAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

interface Seen {
  id: string;
}
const sessionsOf = async (who: TestClient): Promise<Seen[]> =>
  (await who.graphql(list)).body.data.viewer.sessions.nodes;
const end = async (who: TestClient, input: object) =>
  (await who.graphql(endSessions, { input })).body.data.endSessions.endedSessionIds.length;
const isSignedIn = async (who: TestClient) => (await who.graphql(viewer)).body.data.viewer !== null;

test("users see their sessions with browser, system and a mark for the current one", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  await here.signUp("alice");
  await here.signUp("bob");
  await signInBrowser(here, "bob");
  await signInBrowser(here, "alice", { "user-agent": phoneAgent });
  setClock("2030-01-01T02:00:00Z");
  const desk = await signInBrowser(here, "alice", { "user-agent": deskAgent });
  await signInBrowser(here, "alice", { "user-agent": `<script>${"x".repeat(5_000)}` });
  setClock("2030-01-01T05:00:00Z");
  const id = expect.any(String);

  const { body } = await desk.graphql(list);

  expect(body.data.viewer.sessions.nodes).toEqual([
    {
      id,
      browser: null,
      operatingSystem: null,
      isCurrent: false,
      startedAt: "2030-01-01T02:00:00.000Z",
      lastSeenAt: "2030-01-01T02:00:00.000Z",
      expiresAt: "2030-01-31T02:00:00.000Z",
    },
    {
      id,
      browser: "Firefox",
      operatingSystem: "Linux",
      isCurrent: true,
      startedAt: "2030-01-01T02:00:00.000Z",
      lastSeenAt: "2030-01-01T05:00:00.000Z",
      expiresAt: "2030-01-31T05:00:00.000Z",
    },
    {
      id,
      browser: "Safari",
      operatingSystem: "iOS",
      isCurrent: false,
      startedAt: "2030-01-01T00:00:00.000Z",
      lastSeenAt: "2030-01-01T00:00:00.000Z",
      expiresAt: "2030-01-31T00:00:00.000Z",
    },
  ]);
});

test("an expired session is no longer listed", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await signInBrowser(here, "alice");

  setClock("2030-01-30T23:59:59Z");
  expect(await sessionsOf(alice)).toHaveLength(1);
  setClock("2030-01-31T00:00:00Z");
  expect(await sessionsOf(alice)).toEqual([]);
});

test("ending a session by its id also ends its stream and affects no other session", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const [desk, phone] = [await signInBrowser(here, "alice"), await signInBrowser(here, "alice")];
  const { seen } = subscribe(here, { cookie: phone.cookie });
  await waitForSubscribers(here);
  const [phoneSession] = await sessionsOf(desk);
  const ids = [phoneSession?.id];

  expect([await end(desk, { ids }), await end(desk, { ids }), await end(desk, {})]).toEqual([
    1, 0, 0,
  ]);

  expect([await isSignedIn(desk), await isSignedIn(phone)]).toEqual([true, false]);
  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
});

test("a browser can end all sessions except its own, and a token can end all", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await here.signUp("bob");
  const bob = await signInBrowser(here, "bob");
  const [desk, other] = [await signInBrowser(here, "alice"), await signInBrowser(here, "alice")];

  expect(await end(desk, { allOthers: true })).toBe(1);
  expect([await isSignedIn(desk), await isSignedIn(other)]).toEqual([true, false]);
  expect(await end(alice, { allOthers: true })).toBe(1);
  expect([await isSignedIn(desk), await isSignedIn(bob)]).toEqual([false, true]);
});

test("users can neither see nor end sessions of others, nor without ACCOUNT_WRITE", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const bob = await here.signUp("bob");
  const desk = await signInBrowser(here, "alice");
  const [session] = await sessionsOf(desk);
  const node = "query ($id: ID!) { node(id: $id) { __typename } }";
  const scopes = ["LINKS_READ", "LINKS_WRITE", "STATS_READ", "TOKENS_READ", "TOKENS_WRITE"];
  const program = createClient(here.url, (await createApiToken(alice, scopes)).secret);

  expect((await desk.graphql(node, { id: session?.id })).body.data.node).toEqual({
    __typename: "Session",
  });
  expect((await bob.graphql(node, { id: session?.id })).body).toEqual({ data: { node: null } });
  expect(await end(bob, { ids: [session?.id, "U2Vzc2lvbjox", "Session:1", ""] })).toBe(0);
  for (const operation of [list, endSessions]) {
    const { body } = await program.graphql(operation, { input: { allOthers: true } });
    expect(body.errors[0].extensions).toEqual({ code: "FORBIDDEN", scope: "ACCOUNT_WRITE" });
    const unknown = await here.anonymous.graphql(endSessions, { input: { allOthers: true } });
    expect(unknown.body.errors[0].extensions).toEqual({ code: "UNAUTHENTICATED" });
  }
  expect(await isSignedIn(desk)).toBe(true);
});

test("a foreign page cannot end sessions", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const [desk, phone] = [await signInBrowser(here, "alice"), await signInBrowser(here, "alice")];

  const { status } = await desk.graphql(
    endSessions,
    { input: { allOthers: true } },
    { "sec-fetch-site": "cross-site" },
  );

  expect(status).toBe(403);
  expect(await isSignedIn(phone)).toBe(true);
});

test("a session is stored without an IP address and with only a hash of its secret", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  const rows = await here.services.database.session.findMany();

  expect(rows.map((row) => Object.keys(row).sort())).toEqual([
    ["browser", "createdAt", "expiresAt", "id", "lastSeenAt", "ownerId", "secretHash", "system"],
  ]);
  const secret = desk.cookie.split("=")[1] as string;
  expect(secret).toHaveLength(43);
  expect(Buffer.from(rows[0]?.secretHash ?? []).toString("base64url")).not.toBe(secret);
});
