import { expect, test, vi } from "vitest";
import { browser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { ask, newDatabaseUrl, onPostgres } from "../support/database.ts";
import { makeToken } from "../support/neighbours.ts";
import { everythingIn } from "../support/refusal.ts";
import { stored } from "../support/stored.ts";
import { visited } from "../support/visits.ts";
import { password, type World, world } from "../support/world.ts";

vi.setConfig({ testTimeout: 160_000 });

const deleteAccount = `mutation ($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    __typename
    ... on DeleteAccountPayload { databaseId email }
    ... on UserError { code message }
  }
}`;
const goodbye = (who: TestClient, given = password, headers = {}) =>
  who.runs(deleteAccount, { input: { password: given } }, headers);
const deleted = {
  data: {
    deleteAccount: {
      __typename: "DeleteAccountPayload",
      databaseId: 1,
      email: "alice@example.com",
    },
  },
};

/** Waits until nothing is left to remove. */
const untilRemoved = ({ service }: World) =>
  vi.waitFor(
    async () =>
      expect(await service.database.user.count({ where: { NOT: { deletedAt: null } } })).toBe(0),
    20_000,
  );

/** The rows of everybody, less the retired codes and what is kept of writing clicks. */
async function rows({ service }: World) {
  const { InstanceKey, RetiredCode, VisitorKey, WrittenBatch, ...all } = (await everythingIn(
    service.database,
  )) as Record<string, object[]>;
  return all;
}

test("with an account goes all that was its owner's, and nothing of anybody else", async () => {
  const here = await world();
  const bob = await here.person("bob");
  await browser(here, "bob");
  const bobsLink = await bob.createsLink();
  const time = new Date().toISOString();
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  await visited(here.service, [{ time, userAgent, linkId: bobsLink.id }]);
  const before = await rows(here);
  const alice = await here.person("alice");
  await browser(here, "alice");
  await makeToken(alice, ["LINKS_READ"]);
  const links = await Promise.all(Array.from({ length: 120 }, () => alice.createsLink()));
  await alice.put(`/api/v1/links/${links[0]?.id}`, { title: "Of which a change is kept" });
  await visited(
    here.service,
    links.slice(0, 20).flatMap(({ id }) => [
      { time, userAgent, linkId: id },
      { time, userAgent, linkId: id, address: "203.0.113.8" },
    ]),
  );

  const { body } = await goodbye(alice);
  await untilRemoved(here);

  expect(body.data.deleteAccount.__typename).toBe("DeleteAccountPayload");
  expect(await rows(here)).toEqual(before);
  const retired = await here.service.database.retiredCode.findMany();
  expect(retired.map(({ shortCode }) => shortCode).sort()).toEqual(
    links.map((link) => link.short_code).sort(),
  );
  // PostgreSQL refuses what would break a reference.
  if (!onPostgres) expect(stored(here.databaseUrl).pragma("foreign_key_check")).toEqual([]);
});

test("its links lead nowhere from the answer on, and those of others go on", async () => {
  const here = await world();
  const [alice, bob] = [await here.person("alice"), await here.person("bob")];
  const kinds = [{}, { redirect_type: 301 }, { max_clicks: 5 }, { password: "open sesame" }];
  const links = await Promise.all(kinds.map((link) => alice.createsLink(link)));
  const unvisited = await alice.createsLink();
  const other = await bob.createsLink();
  const visit = async (code: string) => (await here.anybody.visit(code)).status;
  for (const link of [...links, other]) await visit(link.short_code);

  expect((await goodbye(alice)).body).toEqual(deleted);

  const codes = [...links, unvisited].map((link) => link.short_code as string);
  const statuses = await Promise.all(codes.flatMap((code) => [visit(code), visit(`${code}+`)]));
  expect(statuses).toEqual(Array(10).fill(404));
  expect(await visit(other.short_code)).toBe(302);
});

test("nobody can claim the codes, not even who comes back with the same address", async () => {
  const here = await world();
  const [alice, bob] = [await here.person("alice"), await here.person("bob")];
  await alice.createsLink({ short_code: "kept" });
  const { id } = await alice.createsLink({ short_code: "dropped" });
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
  const again = await here.person("alice");
  expect((await again.runs("{ viewer { databaseId email } }")).body.data.viewer).toEqual({
    databaseId: 3,
    email: "alice@example.com",
  });
  expect(await claims(bob, again)).toEqual([409, 409, 409, 409]);
  await untilRemoved(here);
  expect(await claims(bob, again)).toEqual([409, 409, 409, 409]);
});

test("the address and password of a deleted account log nobody in", async () => {
  const here = await world();
  await goodbye(await here.person("alice"));
  const statuses = await Promise.all(
    ["alice@example.com", "", "deleted 1"].map(
      async (email) => (await here.anybody.post("/api/v1/auth/login", { email, password })).status,
    ),
  );

  expect(statuses).toEqual([401, 401, 401]);
});

test("a browser is signed out with it, and its cookie cleared", async () => {
  const here = await world();
  await here.person("alice");
  const desk = await browser(here, "alice");

  const { body, headers } = await goodbye(desk);

  expect(body).toEqual(deleted);
  expect(headers.getSetCookie()).toEqual([
    "lnk7_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  ]);
  expect((await desk.runs("{ viewer { email } }")).body).toEqual({ data: { viewer: null } });
});

test("without the password, the scope or the right origin nothing is deleted", async () => {
  const here = await world();
  const alice = await here.person("alice");
  const desk = await browser(here, "alice");
  const scopes = ["LINKS_READ", "LINKS_WRITE", "STATS_READ", "TOKENS_READ", "TOKENS_WRITE"];
  const program = createClient(here.url, (await makeToken(alice, scopes)).secret);
  const before = await everythingIn(here.service.database);

  expect((await goodbye(alice, "wrong horse battery staple")).body.data.deleteAccount).toEqual({
    __typename: "InvalidCredentialsError",
    code: "INVALID_CREDENTIALS",
    message: "The current password is wrong.",
  });
  const codeOf = async (who: TestClient, headers = {}) =>
    (await goodbye(who, password, headers)).body.errors[0].extensions.code;
  expect(await codeOf(program)).toBe("FORBIDDEN");
  expect(await codeOf(here.anybody)).toBe("UNAUTHENTICATED");
  expect(await codeOf(desk, { "sec-fetch-site": "cross-site" })).toBe("FORBIDDEN");
  expect(await everythingIn(here.service.database)).toEqual(before);
});

test("a link that is being made while its owner leaves is removed too, or never made", async () => {
  const here = await world();
  const alice = await here.person("alice");

  const [, ...made] = await Promise.all([
    goodbye(alice),
    ...Array.from({ length: 40 }, () =>
      alice.post("/api/v1/links", { original_url: "https://e.example/" }),
    ),
  ]);
  await untilRemoved(here);

  expect(await here.service.database.link.count()).toBe(0);
  for (const { status, body } of made.filter(({ status }) => status === 201)) {
    expect([status, (await here.anybody.visit(body.short_code)).status]).toEqual([201, 404]);
  }
});

test("what a process left when it ended is removed by the next", async () => {
  const DATABASE_URL = await newDatabaseUrl();
  const first = await world({ DATABASE_URL });
  const alice = await first.person("alice");
  const link = await alice.createsLink();
  await first.stop();
  await ask(DATABASE_URL, `UPDATE "User" SET "deletedAt" = "createdAt"`);

  const second = await world({ DATABASE_URL });
  expect((await second.anybody.visit(link.short_code)).status).toBe(404);
  await untilRemoved(second);

  expect(await rows(second)).toEqual(await rows(await world()));
  expect(await second.service.database.retiredCode.count()).toBe(1);
});
