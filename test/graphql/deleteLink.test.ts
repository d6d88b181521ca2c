import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

const deleteLink = `mutation ($by: LinkBy!) {
  deleteLink(input: { by: $by }) {
    __typename
    ... on DeleteLinkPayload { deletedLinkId databaseId shortCode }
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
      field: "by",
      message: "Link not found.",
    },
  },
};

test("a deleted link is gone for its owner and its visitors", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink();
  const by = { databaseId: link.id };
  await anonymous.visit(link.short_code);

  const { body } = await alice.graphql(deleteLink, { by });

  expect(body).toEqual({
    data: {
      deleteLink: {
        __typename: "DeleteLinkPayload",
        deletedLinkId: btoa(`Link:${link.id}`),
        databaseId: link.id,
        shortCode: link.short_code,
      },
    },
  });
  expect((await anonymous.visit(link.short_code)).status).toBe(404);
  expect((await alice.graphql(deleteLink, { by })).body).toEqual(notFound);
});

test("only the former owner can reuse the code of a deleted link", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const bob = await signUp("bob");
  const { short_code: shortCode } = await alice.createLink();
  await alice.graphql(deleteLink, { by: { shortCode } });
  const input = { originalUrl: "https://example.org/", shortCode };

  const byBob = await bob.graphql(claim, { input });
  const byAlice = await alice.graphql(claim, { input });

  expect(byBob.body.data.createLink).toEqual({
    __typename: "ShortCodeTakenError",
    code: "SHORT_CODE_TAKEN",
    field: "shortCode",
    message: `The short code ${shortCode} is already taken. Choose another one.`,
  });
  expect(byAlice.body.data.createLink).toEqual({ __typename: "CreateLinkPayload" });
  expect(
    (await alice.graphql(deleteLink, { by: { shortCode } })).body.data.deleteLink.__typename,
  ).toBe("DeleteLinkPayload");
});

test("only one of two concurrent deletions finds the link", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const { id: databaseId } = await alice.createLink();

  const answers = await Promise.all(
    [1, 2, 3].map(() => alice.graphql(deleteLink, { by: { databaseId } })),
  );

  expect(answers.map(({ body }) => body.data?.deleteLink.__typename).sort()).toEqual([
    "DeleteLinkPayload",
    "LinkNotFoundError",
    "LinkNotFoundError",
  ]);
});

test("the link of another user is reported as not found and is not deleted", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const bob = await signUp("bob");
  const link = await alice.createLink();

  for (const by of [
    { databaseId: link.id },
    { shortCode: link.short_code },
    { databaseId: 999 },
    { databaseId: 0 },
    { shortCode: "n0such1" },
    { id: "" },
  ]) {
    expect((await bob.graphql(deleteLink, { by })).body).toEqual(notFound);
  }
  expect((await anonymous.visit(link.short_code)).status).toBe(302);
});
