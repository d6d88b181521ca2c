import { expect, test } from "vitest";
import { setClock } from "../support/fakeClock.ts";
import { createRandom } from "../support/random.ts";
import { createWorld } from "../support/world.ts";

const createLink = `mutation ($input: CreateLinkInput!) {
  createLink(input: $input) {
    __typename
    ... on CreateLinkPayload {
      link {
        databaseId shortCode shortUrl originalUrl title isActive status redirectType expiresAt
        maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt owner { email }
      }
    }
    ... on UserError { code field message }
  }
}`;
const originalUrl = "https://example.com/";
const plain = {
  databaseId: 1,
  shortCode: expect.stringMatching(/^[23456789bcdfghjkmnpqrstvwxyz]{7}$/),
  shortUrl: expect.stringMatching(/^http:\/\/lnk7\.test\/[23456789bcdfghjkmnpqrstvwxyz]{7}$/),
  originalUrl,
  title: null,
  isActive: true,
  status: "ACTIVE",
  redirectType: "FOUND",
  expiresAt: null,
  maxClicks: null,
  hasPassword: false,
  clickCount: 0,
  lastClickedAt: null,
  createdAt: "2030-01-01T12:00:00.000Z",
  updatedAt: "2030-01-01T12:00:00.000Z",
  owner: { email: "alice@example.com" },
};

test("creates a link with a generated code from a URL alone", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");

  const { body } = await alice.graphql(createLink, { input: { originalUrl: ` ${originalUrl} ` } });

  expect(body).toEqual({
    data: { createLink: { __typename: "CreateLinkPayload", link: plain } },
  });
  const visit = await anonymous.visit(body.data.createLink.link.shortCode);
  expect([visit.status, visit.headers.get("location")]).toEqual([302, originalUrl]);
});

test("accepts every setting in one request and treats null as absent", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  const full = await alice.graphql(createLink, {
    input: {
      originalUrl: "https://Bücher.example/ä b",
      shortCode: "My-Code_1",
      title: "  Books  ",
      isActive: false,
      redirectType: "PERMANENT_REDIRECT",
      expiresAt: "2031-01-01T00:00:00Z",
      maxClicks: 2_147_483_647,
      password: "x",
    },
  });
  const empty = await alice.graphql(createLink, {
    input: {
      originalUrl,
      shortCode: null,
      title: null,
      isActive: null,
      redirectType: null,
      expiresAt: null,
      maxClicks: null,
      password: null,
    },
  });

  expect(full.body.data.createLink.link).toEqual({
    ...plain,
    shortCode: "my-code_1",
    shortUrl: "http://lnk7.test/my-code_1",
    originalUrl: "https://Bücher.example/ä b",
    title: "Books",
    isActive: false,
    status: "INACTIVE",
    redirectType: "PERMANENT_REDIRECT",
    expiresAt: "2031-01-01T00:00:00.000Z",
    maxClicks: 2_147_483_647,
    hasPassword: true,
  });
  expect(empty.body.data.createLink.link).toEqual({ ...plain, databaseId: 2 });
});

test("a short code is unique across users regardless of case", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const bob = await signUp("bob");
  const input = { originalUrl, shortCode: "mine" };
  await alice.graphql(createLink, { input });

  const taken = {
    __typename: "ShortCodeTakenError",
    code: "SHORT_CODE_TAKEN",
    field: "shortCode",
    message: "The short code mine is already taken. Choose another one.",
  };
  for (const client of [alice, bob]) {
    const { body } = await client.graphql(createLink, { input: { ...input, shortCode: "MINE" } });
    expect(body.data.createLink).toEqual(taken);
  }
});

test("generates another code when a generated one is in use or retired", async () => {
  const codes = ["taken11", "taken11", "retired", "fresh11"];
  const { signUp, services } = await createWorld(
    {},
    { generateShortCode: () => codes.shift() ?? "" },
  );
  await services.database.retiredCode.create({ data: { shortCode: "retired", ownerId: 1 } });
  const alice = await signUp("alice");

  const made = [];
  for (let link = 0; link < 2; link++) {
    const { body } = await alice.graphql(createLink, { input: { originalUrl } });
    made.push(body.data.createLink.link.shortCode);
  }

  expect(made).toEqual(["taken11", "fresh11"]);
});

test("rejects link creation without authentication", async () => {
  const { anonymous, services } = await createWorld();

  const { body } = await anonymous.graphql(createLink, { input: { originalUrl } });

  expect([body.data, body.errors[0].message, body.errors[0].extensions]).toEqual([
    { createLink: null },
    "Authentication is required. Send an API token in the Authorization header, or sign in.",
    { code: "UNAUTHENTICATED" },
  ]);
  expect(await services.database.link.count()).toBe(0);
});

test("stores, searches, changes and records the longest URLs unchanged", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const { pick } = createRandom(8);
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
  const longest = () =>
    `https://example.com/${Array.from({ length: 8_172 }, () => pick(letters)).join("")}`;
  const [first, second] = [longest(), longest()];
  const { body } = await alice.graphql(createLink, { input: { originalUrl: first } });
  const { shortCode } = body.data.createLink.link;

  await alice.put("/api/v1/links/1", { original_url: second });

  const shown = await alice.graphql(
    `query ($search: String!) {
      viewer { links(filter: { search: $search }) { nodes {
        originalUrl history { nodes { settings { setting before after } } }
      } } }
    }`,
    { search: second.slice(-200) },
  );
  expect(shown.body.data.viewer.links.nodes).toEqual([
    {
      originalUrl: second,
      history: {
        nodes: [{ settings: [{ setting: "ORIGINAL_URL", before: first, after: second }] }],
      },
    },
  ]);
  const visit = await anonymous.visit(shortCode);
  expect([visit.status, visit.headers.get("location")]).toEqual([302, second]);
});
