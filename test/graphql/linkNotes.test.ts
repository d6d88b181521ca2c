import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

const updateNote = `mutation ($shortCode: String!, $note: String) {
  updateLink(input: { by: { shortCode: $shortCode }, note: $note }) {
    ... on UpdateLinkPayload { link { note } }
    ... on UserError { code field message } } }`;

async function setNote(person: TestClient, shortCode: string, note: string | null) {
  return (await person.graphql(updateNote, { shortCode, note })).body.data.updateLink;
}

async function found(person: TestClient, search: string): Promise<string[]> {
  const { body } = await person.graphql(
    `query ($search: String) { viewer { links(filter: { search: $search }) { nodes { shortCode } } } }`,
    { search },
  );
  return body.data.viewer.links.nodes.map(({ shortCode }: { shortCode: string }) => shortCode);
}

test("a note keeps its lines, without surrounding white space and in NFC", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "mine" });

  const noted = await setNote(alice, "mine", "  Ko\u0308ln\r\nsecond line\rthird\n\n ");
  const cleared = await setNote(alice, "mine", " \r\n ");

  expect([noted, cleared]).toEqual([
    { link: { note: "Köln\nsecond line\nthird" } },
    { link: { note: null } },
  ]);
});

test("a search finds links by words of their notes, but never the links of other users", async () => {
  const { signUp } = await createWorld();
  const [alice, bob] = [await signUp("alice"), await signUp("bob")];
  await alice.createLink({ short_code: "titled", title: "Spring fair" });
  await alice.createLink({ short_code: "noted", note: "Flyer of the fair\nz2 printed" });
  await bob.createLink({ short_code: "other", note: "Flyer of the fair" });

  const searches = ["fair", "flyer", "lyer rinte", "z2", "2", "fairz2"];
  const before = await Promise.all(searches.map((search) => found(alice, search)));
  await setNote(alice, "noted", null);
  await setNote(alice, "titled", "A flyer");
  const after = await Promise.all(searches.map((search) => found(alice, search)));

  expect(before).toEqual([["noted", "titled"], ["noted"], ["noted"], ["noted"], [], []]);
  expect(after).toEqual([["titled"], ["titled"], [], [], [], []]);
});

test("rejects a note of more than 2,000 characters or with a character that cannot be stored", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "mine" });
  const longest = "𝒏".repeat(2_000);

  expect(await setNote(alice, "mine", `${longest}\r\n`)).toEqual({ link: { note: longest } });
  const error = { code: "INVALID_NOTE", field: "note" };
  expect(await setNote(alice, "mine", `${longest}n`)).toEqual({
    ...error,
    message: "The note is too long. Use at most 2,000 characters.",
  });
  expect(await setNote(alice, "mine", "a\0b")).toEqual({
    ...error,
    message: "The note contains an invalid character.",
  });
});

test("a note is in the history of its link, and visitors never see it", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "mine", note: "First secret" });
  await setNote(alice, "mine", "Second secret");

  const { body } = await alice.graphql(
    `{ link(by: { shortCode: "mine" }) { history { nodes { settings { setting before after } } } } }`,
  );
  expect(body.data.link.history.nodes).toEqual([
    { settings: [{ setting: "NOTE", before: "First secret", after: "Second secret" }] },
  ]);
  for (const path of ["/mine", "/mine+"]) {
    const { text, headers } = await anonymous.get(path, { accept: "text/html" });
    expect(`${text} ${JSON.stringify([...headers])}`).not.toMatch(/secret/);
  }
});
