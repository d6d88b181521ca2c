import { expect, vi } from "vitest";
import { resetPassword, setAccountDisabled } from "../../src/core/accounts/adminActions.ts";
import { createClickWriter } from "../../src/core/clicks/clickWriter.ts";
import { purgeExpiredClicks } from "../../src/core/clicks/retention.ts";
import { createClient, type TestClient } from "./client.ts";
import { operations } from "./operations.ts";
import { authorizationHeader, subscribe } from "./subscribe.ts";
import { password, type World } from "./world.ts";

type Headers = Record<string, string>;
const email = "bob@example.com";

/** Runs an operation, which must succeed. Returns the object of its result. */
async function run(
  who: TestClient,
  operation: keyof typeof operations,
  variables: Record<string, unknown> = {},
  headers: Headers = {},
) {
  const { body } = await who.graphql(operations[operation], variables, headers);
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
  const [result] = Object.values<any>(body.data ?? {});
  const fault = body.errors ?? (result?.__typename?.endsWith("Error") && result);
  expect([operation, fault || undefined]).toEqual([operation, undefined]);
  return result;
}

/** Queries everything for a user who has data of every kind, and a link with data of every kind. */
export async function queryEverything(alice: TestClient, shortCode: string): Promise<void> {
  const range = { from: new Date(Date.now() - 86_400_000), to: new Date() };
  const by = { shortCode };
  const { id } = await run(alice, "viewer", range);
  const link = await run(alice, "link", { by, ...range });
  await run(alice, "link", { by: { databaseId: link.databaseId } });
  await run(alice, "nodes", { ids: [id, link.id] });
  await run(alice, "node", { id: link.id });
  await run(alice, "linkPage", { page: 3 });
  const people = { ...range, bots: "EXCLUDE" };
  for (const position of [{}, { first: 2 }, { last: 2 }]) {
    await run(alice, "clicks", { by, ...people, ...position });
    const { endCursor } = (await run(alice, "userClicks", { ...people, ...position })).clicks
      .pageInfo;
    await run(alice, "userClicks", { ...position, after: endCursor });
  }
  for (const operation of ["tokens", "sessions", "links", "clicks", "history"] as const) {
    const window = async (place: object) =>
      (await run(alice, operation, { by, ...place }))[operation].pageInfo;
    const { endCursor } = await window({ first: 2 });
    await window({ first: 2, after: endCursor });
    const { startCursor } = await window({ last: 2 });
    await window({ last: 2, before: startCursor });
  }
}

/** Runs every possible action on and with an account and its links. */
export async function exerciseEveryAction(here: World): Promise<void> {
  const { anonymous, services } = here;
  await run(anonymous, "register", { input: { email, password } });
  const login = await run(anonymous, "login", { input: { email, password } });
  const bob = createClient(here.url, login.secret);
  const signIn = async (): Promise<Headers> => {
    const input = { email, password };
    const { headers } = await anonymous.graphql(operations.startSession, { input });
    return { cookie: headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  };
  const browser = await signIn();
  await signIn();
  const { sessions } = await run(anonymous, "sessions", {}, browser);
  await run(anonymous, "endSessions", { input: { ids: [sessions.nodes[0].id] } }, browser);
  await run(anonymous, "endSessions", { input: { allOthers: true } }, browser);
  await run(anonymous, "logout", {}, await signIn());
  const input = { name: "script", scopes: ["LINKS_READ"] };
  const { token } = await run(bob, "createToken", { input });
  await run(bob, "nodes", { ids: [token.id, sessions.nodes[0].id] });
  await run(bob, "derivedTokens", { id: login.token.id, first: 2 });
  await run(bob, "updateToken", { input: { by: { id: token.id }, name: "Renamed" } });
  await run(bob, "revokeToken", { input: { by: { tokenId: token.tokenId } } });
  const maker = await run(bob, "createToken", {
    input: { ...input, scopes: ["TOKENS_READ", "TOKENS_WRITE"] },
  });
  await run(createClient(here.url, maker.secret), "createToken", {
    input: { name: "derived", scopes: ["TOKENS_WRITE"] },
  });
  await run(bob, "revokeToken", {
    input: { by: { tokenId: maker.token.tokenId }, includeDerived: true },
  });

  const make = async (settings: object) =>
    (await run(bob, "createLink", { input: { originalUrl: "https://example.com/", ...settings } }))
      .link;
  const own = await make({ shortCode: "own-code" });
  const limited = await make({ maxClicks: 5 });
  const deleted = await make({});
  const watched = [
    { query: operations.linkClicked, variables: { linkId: own.id } },
    { query: operations.linksClicked, variables: { linkIds: [own.id] } },
    { query: operations.linkChanged, variables: { linkId: own.id } },
  ];
  const watching = [authorizationHeader(bob), browser].flatMap((headers) =>
    watched.map((operation) => subscribe(here, headers, operation)),
  );
  await vi.waitFor(() => expect(services.subscriptionLimiter.openCount()).toBe(6), 5_000);
  for (const { shortCode } of [own, limited, deleted]) {
    for (let visit = 0; visit < 8; visit++) {
      const headers = { referer: `https://site${visit}.example/` };
      await anonymous.visit(shortCode, { headers });
    }
  }
  await anonymous.visit(`${own.shortCode}+`);
  await anonymous.visit("no-such-code");
  await run(bob, "updateLink", { input: { by: { id: own.id }, title: "Other" } });
  for (const { seen } of watching) {
    await expect.poll(() => seen.news.length, { timeout: 5_000 }).toBeGreaterThan(0);
  }
  await run(bob, "deleteLink", { input: { by: { id: deleted.id } } });
  await make({ shortCode: deleted.shortCode });
  const passwords = { currentPassword: password, newPassword: `${password} 2` };
  await run(bob, "changePassword", { input: { ...passwords, revokeTokens: false } });
}

/** Runs the operator's actions and the service's maintenance tasks. */
export async function runMaintenance({ services, databaseUrl }: World): Promise<void> {
  await setAccountDisabled(services, email, true);
  await setAccountDisabled(services, email, false);
  await resetPassword(services, email, { password, revokeTokens: true });
  const writer = createClickWriter({
    databaseUrl,
    ownHost: "",
    geoipDatabase: undefined,
    clickRowsPerMinute: 10_000,
  });
  try {
    await purgeExpiredClicks(writer, 180, Date.now());
  } finally {
    await writer.close();
  }
}

/** Deletes the account. The service removes some of its links later. */
export async function deleteOwnAccount(alice: TestClient): Promise<void> {
  await run(alice, "deleteAccount", { input: { password } });
}
