import { expect, test, vi } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { newDatabaseUrl, onPostgres, queryDatabase } from "../support/database.ts";
import { readAllRows } from "../support/expectRejection.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { recordVisits } from "../support/recordVisits.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld, password, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 160_000 });

const deleteAccount = `mutation ($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    __typename
    ... on DeleteAccountPayload { databaseId email }
    ... on UserError { code message }
  }
}`;
const goodbye = (who: TestClient, given = password, headers = {}) =>
  who.graphql(deleteAccount, { input: { password: given } }, headers);
const deleted = {
  data: {
    deleteAccount: {
      __typename: "DeleteAccountPayload",
      databaseId: 1,
      email: "alice@example.com",
    },
  },
};

/** Waits until everything is removed. */
const untilRemoved = ({ services }: World) =>
  vi.waitFor(
    async () =>
      expect(await services.database.user.count({ where: { NOT: { deletedAt: null } } })).toBe(0),
    20_000,
  );

/** Returns the rows of all users, without retired codes and the state of click writing. */
async function rows({ services }: World) {
  const { InstanceKey, RetiredCode, VisitorKey, WrittenBatch, ...all } = (await readAllRows(
    services.database,
  )) as Record<string, object[]>;
  return all;
}

test("deleting an account deletes all data of its owner and none of other users", async () => {
  const here = await createWorld();
  const bob = await here.signUp("bob");
  await signInBrowser(here, "bob");
  const bobsLink = await bob.createLink();
  const time = new Date().toISOString();
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  await recordVisits(here.services, [{ time, userAgent, linkId: bobsLink.id }]);
  const before = await rows(here);
  const alice = await here.signUp("alice");
  await signInBrowser(here, "alice");
  await createApiToken(alice, ["LINKS_READ"]);
  const links = await Promise.all(Array.from({ length: 120 }, () => alice.createLink()));
  await alice.put(`/api/v1/links/${links[0]?.id}`, { title: "Of which a change is kept" });
  await recordVisits(
    here.services,
    links.slice(0, 20).flatMap(({ id }) => [
      { time, userAgent, linkId: id },
      { time, userAgent, linkId: id, address: "203.0.113.8" },
    ]),
  );

  const { body } = await goodbye(alice);
  await untilRemoved(here);

  expect(body.data.deleteAccount.__typename).toBe("DeleteAccountPayload");
  expect(await rows(here)).toEqual(before);
  const retired = await here.services.database.retiredCode.findMany();
  expect(retired.map(({ shortCode }) => shortCode).sort()).toEqual(
    links.map((link) => link.short_code).sort(),
  );
  // PostgreSQL rejects changes that would break a reference.
  if (!onPostgres) expect(openSqlite(here.databaseUrl).pragma("foreign_key_check")).toEqual([]);
});

test("links of a deleted account stop redirecting immediately, and those of others continue", async () => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  const kinds = [{}, { redirect_type: 301 }, { max_clicks: 5 }, { password: "open sesame" }];
  const links = await Promise.all(kinds.map((link) => alice.createLink(link)));
  const unvisited = await alice.createLink();
  const other = await bob.createLink();
  const visit = async (code: string) => (await here.anonymous.visit(code)).status;
  for (const link of [...links, other]) await visit(link.short_code);

  expect((await goodbye(alice)).body).toEqual(deleted);

  const codes = [...links, unvisited].map((link) => link.short_code as string);
  const statuses = await Promise.all(codes.flatMap((code) => [visit(code), visit(`${code}+`)]));
  expect(statuses).toEqual(Array(10).fill(404));
  expect(await visit(other.short_code)).toBe(302);
});

test("codes of a deleted account cannot be reused, even after registering the same email again", async () => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  await alice.createLink({ short_code: "kept" });
  const { id } = await alice.createLink({ short_code: "dropped" });
  await alice.delete(`/api/v1/links/${id}`);
  const claims = async (...people: TestClient[]) => {
    const asked = people.flatMap((who) =>
      ["kept", "dropped"].map((short_code) =>
        who.post("/api/v1/links", { original_url: "https://example.com/", short_code }),
      ),
    );
    return (await Promise.all(asked)).map(({ status }) => status);
  };

  await goodbye(alice);
  const again = await here.signUp("alice");
  expect((await again.graphql("{ viewer { databaseId email } }")).body.data.viewer).toEqual({
    databaseId: 3,
    email: "alice@example.com",
  });
  expect(await claims(bob, again)).toEqual([409, 409, 409, 409]);
  await untilRemoved(here);
  expect(await claims(bob, again)).toEqual([409, 409, 409, 409]);
});

test("the email and password of a deleted account are rejected", async () => {
  const here = await createWorld();
  await goodbye(await here.signUp("alice"));
  const statuses = await Promise.all(
    ["alice@example.com", "", "deleted 1"].map(
      async (email) =>
        (await here.anonymous.post("/api/v1/auth/login", { email, password })).status,
    ),
  );

  expect(statuses).toEqual([401, 401, 401]);
});

test("deleting the account signs the browser out and clears its cookie", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  const { body, headers } = await goodbye(desk);

  expect(body).toEqual(deleted);
  expect(headers.getSetCookie()).toEqual([
    "lnk7_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  ]);
  expect((await desk.graphql("{ viewer { email } }")).body).toEqual({ data: { viewer: null } });
});

test("nothing is deleted without the password, the scope or the right origin", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const scopes = ["LINKS_READ", "LINKS_WRITE", "STATS_READ", "TOKENS_READ", "TOKENS_WRITE"];
  const program = createClient(here.url, (await createApiToken(alice, scopes)).secret);
  const before = await readAllRows(here.services.database);

  expect((await goodbye(alice, "wrong horse battery staple")).body.data.deleteAccount).toEqual({
    __typename: "InvalidCredentialsError",
    code: "INVALID_CREDENTIALS",
    message: "The current password is wrong. Check it and try again.",
  });
  const codeOf = async (who: TestClient, headers = {}) =>
    (await goodbye(who, password, headers)).body.errors[0].extensions.code;
  expect(await codeOf(program)).toBe("FORBIDDEN");
  expect(await codeOf(here.anonymous)).toBe("UNAUTHENTICATED");
  expect(await codeOf(desk, { "sec-fetch-site": "cross-site" })).toBe("FORBIDDEN");
  expect(await readAllRows(here.services.database)).toEqual(before);
});

test("a link that is created while its account is deleted is deleted or rejected", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");

  const [, ...made] = await Promise.all([
    goodbye(alice),
    ...Array.from({ length: 40 }, () =>
      alice.post("/api/v1/links", { original_url: "https://e.example/" }),
    ),
  ]);
  await untilRemoved(here);

  expect(await here.services.database.link.count()).toBe(0);
  for (const { status, body } of made.filter(({ status }) => status === 201)) {
    expect([status, (await here.anonymous.visit(body.short_code)).status]).toEqual([201, 404]);
  }
});

test("the next process completes the deletion that a stopped process began", async () => {
  const DATABASE_URL = await newDatabaseUrl();
  const first = await createWorld({ DATABASE_URL });
  const alice = await first.signUp("alice");
  const link = await alice.createLink();
  await first.stop();
  await queryDatabase(DATABASE_URL, `UPDATE "User" SET "deletedAt" = "createdAt"`);

  const second = await createWorld({ DATABASE_URL });
  expect((await second.anonymous.visit(link.short_code)).status).toBe(404);
  await untilRemoved(second);

  expect(await rows(second)).toEqual(await rows(await createWorld()));
  expect(await second.services.database.retiredCode.count()).toBe(1);
});
