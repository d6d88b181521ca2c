import { expect, test } from "vitest";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

const updateLink = `mutation ($input: UpdateLinkInput!) {
  updateLink(input: $input) {
    __typename
    ... on UpdateLinkPayload {
      link {
        id databaseId shortCode originalUrl title isActive status redirectType expiresAt maxClicks
        hasPassword createdAt updatedAt
      }
    }
    ... on UserError { code field message }
  }
}`;
const everything = {
  originalUrl: "https://example.org/new",
  title: "New",
  isActive: false,
  redirectType: "MOVED_PERMANENTLY",
  expiresAt: "2031-01-01T00:00:00.000Z",
  maxClicks: 7,
};
const notFound = {
  data: {
    updateLink: {
      __typename: "LinkNotFoundError",
      code: "LINK_NOT_FOUND",
      field: "by",
      message: "Link not found.",
    },
  },
};

test("updates given fields, keeps absent ones and removes those set to null", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const { id: databaseId, short_code: shortCode } = await alice.createLink();
  const update = async (settings: Record<string, unknown>) => {
    const { body } = await alice.graphql(updateLink, {
      input: { by: { databaseId }, ...settings },
    });
    return body.data.updateLink.link;
  };

  setClock("2030-01-02T12:00:00.000Z");
  const changed = await update({ ...everything, password: "secret" });
  setClock("2030-01-03T12:00:00.000Z");
  const renamed = await update({ title: "Newer" });
  const reset = await update({
    title: null,
    expiresAt: null,
    maxClicks: null,
    password: null,
  });

  expect(changed).toEqual({
    id: expect.any(String),
    databaseId,
    shortCode,
    ...everything,
    status: "INACTIVE",
    hasPassword: true,
    createdAt: "2030-01-01T12:00:00.000Z",
    updatedAt: "2030-01-02T12:00:00.000Z",
  });
  expect(renamed).toEqual({ ...changed, title: "Newer", updatedAt: "2030-01-03T12:00:00.000Z" });
  expect(reset).toEqual({
    ...renamed,
    title: null,
    expiresAt: null,
    maxClicks: null,
    hasPassword: false,
  });
});

test("a link can be identified by its global id, its number or its code", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const { id: databaseId, short_code: shortCode } = await alice.createLink();
  const { data } = (await alice.graphql("{ viewer { links { nodes { id } } } }")).body;
  const { id } = data.viewer.links.nodes[0];

  const found = [];
  for (const by of [
    { id },
    { databaseId },
    { shortCode },
    { shortCode: shortCode.toUpperCase() },
  ]) {
    found.push((await alice.graphql(updateLink, { input: { by } })).body.data.updateLink.link?.id);
  }

  expect(found).toEqual([id, id, id, id]);
});

test("the change takes effect for visitors immediately", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const { short_code: shortCode } = await alice.createLink();
  const visited = async () => (await anonymous.visit(shortCode)).headers.get("location");

  const before = await visited();
  await alice.graphql(updateLink, {
    input: { by: { shortCode }, originalUrl: "https://example.org/" },
  });

  expect([before, await visited()]).toEqual(["https://example.com/", "https://example.org/"]);
});

test.each([
  [{ originalUrl: "ftp://example.com" }, "InvalidUrlError", "INVALID_URL", "originalUrl"],
  [{ title: "x".repeat(201) }, "InvalidTitleError", "INVALID_TITLE", "title"],
  [{ expiresAt: "2020-01-01T00:00:00Z" }, "InvalidExpiryError", "INVALID_EXPIRY", "expiresAt"],
  [{ maxClicks: -1 }, "InvalidMaxClicksError", "INVALID_MAX_CLICKS", "maxClicks"],
  [{ password: "" }, "InvalidPasswordError", "INVALID_PASSWORD", "password"],
])(
  "rejects %o without applying the valid fields of the input",
  async (wrong, __typename, code, field) => {
    const { signUp } = await createWorld();
    const alice = await signUp("alice");
    const link = await alice.createLink();

    const { body } = await alice.graphql(updateLink, {
      input: { ...everything, ...wrong, by: { databaseId: link.id } },
    });

    expect(body.data.updateLink).toEqual({ __typename, code, field, message: expect.any(String) });
    expect((await alice.get(`/api/v1/links/${link.id}`)).body).toEqual(link);
  },
);

test("the link of another user is reported as not found and is not changed", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const bob = await signUp("bob");
  const link = await alice.createLink();

  for (const by of [
    { databaseId: link.id },
    { shortCode: link.short_code },
    { databaseId: 999 },
    { databaseId: -1 },
    { shortCode: "n0such1" },
    { id: "n0such1" },
  ]) {
    const { body } = await bob.graphql(updateLink, { input: { by, ...everything } });
    expect(body).toEqual(notFound);
  }
  expect((await alice.get(`/api/v1/links/${link.id}`)).body).toEqual(link);
});
