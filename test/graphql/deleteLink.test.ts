import { expect, test } from "vitest";
import { world } from "../support/world.ts";

const deleteLink = `mutation ($by: LinkBy!) {
  deleteLink(input: { by: $by }) {
    __typename
    ... on DeleteLinkPayload { databaseId shortCode }
    ... on UserError { code field message }
  }
}`;
const claim = `mutation ($input: CreateLinkInput!) {
  createLink(input: $input) { __typename ... on UserError { code field message } }
}`;
const notFound = {
  data: {
    deleteLink: {
      __typename: "LinkNotFoundError",
      code: "LINK_NOT_FOUND",
      field: null,
      message: "You have no link like this.",
    },
  },
};

test("a deleted link is gone, for its owner and its visitors", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink();
  const by = { databaseId: link.id };
  await anybody.visit(link.short_code);

  const { body } = await alice.runs(deleteLink, { by });

  expect(body).toEqual({
    data: {
      deleteLink: {
        __typename: "DeleteLinkPayload",
        databaseId: link.id,
        shortCode: link.short_code,
      },
    },
  });
  expect((await anybody.visit(link.short_code)).status).toBe(404);
  expect((await alice.runs(deleteLink, { by })).body).toEqual(notFound);
});

test("the code of a deleted link is free for its former owner and for nobody else", async () => {
  const { person } = await world();
  const alice = await person("alice");
  const bob = await person("bob");
  const { short_code: shortCode } = await alice.createsLink();
  await alice.runs(deleteLink, { by: { shortCode } });
  const input = { originalUrl: "https://example.org/", shortCode };

  const byBob = await bob.runs(claim, { input });
  const byAlice = await alice.runs(claim, { input });

  expect(byBob.body.data.createLink).toEqual({
    __typename: "ShortCodeTakenError",
    code: "SHORT_CODE_TAKEN",
    field: "shortCode",
    message: `The short code ${shortCode} is taken: choose another.`,
  });
  expect(byAlice.body.data.createLink).toEqual({ __typename: "CreateLinkPayload" });
  expect(
    (await alice.runs(deleteLink, { by: { shortCode } })).body.data.deleteLink.__typename,
  ).toBe("DeleteLinkPayload");
});

test("of two deletions at once, one finds the link", async () => {
  const { person } = await world();
  const alice = await person("alice");
  const { id: databaseId } = await alice.createsLink();

  const answers = await Promise.all(
    [1, 2, 3].map(() => alice.runs(deleteLink, { by: { databaseId } })),
  );

  expect(answers.map(({ body }) => body.data?.deleteLink.__typename).sort()).toEqual([
    "DeleteLinkPayload",
    "LinkNotFoundError",
    "LinkNotFoundError",
  ]);
});

test("somebody else's link looks as if it did not exist, and stays", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const bob = await person("bob");
  const link = await alice.createsLink();

  for (const by of [
    { databaseId: link.id },
    { shortCode: link.short_code },
    { databaseId: 999 },
    { databaseId: 0 },
    { shortCode: "n0such1" },
    { id: "" },
  ]) {
    expect((await bob.runs(deleteLink, { by })).body).toEqual(notFound);
  }
  expect((await anybody.visit(link.short_code)).status).toBe(302);
});
