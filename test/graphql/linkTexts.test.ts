import { expect, test } from "vitest";
import { normalizePassword } from "../../src/core/passwords/password.ts";
import { normalizeText } from "../../src/core/text.ts";
import type { TestClient } from "../support/client.ts";
import { queryDatabase } from "../support/database.ts";
import { createWorld } from "../support/world.ts";

/** The same words, composed (NFC) and decomposed (NFD): Latin, Greek, Vietnamese, Hangul. */
const words = ["Köln", "ᾧδε", "Việt", "한글자", "Ångström", "né"];
const decomposed = words.map((word) => word.normalize("NFD"));

async function found(person: TestClient, search: string): Promise<string[]> {
  const { body } = await person.graphql(
    `query ($search: String) { viewer { links(filter: { search: $search }) { nodes { shortCode } } } }`,
    { search },
  );
  return body.data.viewer.links.nodes.map(({ shortCode }: { shortCode: string }) => shortCode);
}

test("stores titles and token names in NFC when created or changed through REST or GraphQL", async () => {
  const { signUp, databaseUrl } = await createWorld();
  const alice = await signUp("alice");
  const title = decomposed.join(" ");
  const composed = words.join(" ");

  const link = await alice.createLink({ title, short_code: "texts" });
  const changed = await alice.put(`/api/v1/links/${link.id}`, { title: `${title} e\u0301` });
  const token = await alice.graphql(
    `mutation ($name: String!) { createToken(input: { name: $name, scopes: [LINKS_READ] }) {
      ... on CreateTokenPayload { token { name } } } }`,
    { name: title },
  );

  expect(link.title).toBe(composed);
  expect(changed.body.title).toBe(`${composed} é`);
  expect(token.body.data.createToken.token.name).toBe(composed);
  const stored = await queryDatabase<{ text: string }>(
    databaseUrl,
    `SELECT "title" AS "text" FROM "Link" UNION ALL SELECT "name" FROM "ApiToken" WHERE "name" <> 'Login'`,
  );
  expect(stored.map(({ text }) => text)).toEqual([`${composed} é`, composed]);
});

test("finds titles and URLs regardless of the composition of their letters", async () => {
  const { signUp, databaseUrl } = await createWorld();
  const alice = await signUp("alice");
  for (const [number, word] of words.entries()) {
    const shortCode = (kind: string) => `${kind}-${number}`;
    const decomposedWord = word.normalize("NFD");
    await alice.createLink({ short_code: shortCode("new"), title: `The ${decomposedWord} one` });
    await alice.createLink({ short_code: shortCode("old") });
    // As stored by an earlier version.
    await queryDatabase(
      databaseUrl,
      `UPDATE "Link" SET "title" = ? WHERE "shortCode" = ?`,
      `The ${decomposedWord} one`,
      shortCode("old"),
    );
    for (const form of [word, decomposedWord]) {
      for (const search of [form, form.toLowerCase(), `the ${form}`]) {
        expect([search, await found(alice, search)]).toEqual([
          search,
          [shortCode("old"), shortCode("new")],
        ]);
      }
    }
  }
  const path = "stra\u00dfe/Ko\u0308ln-Mu\u0308lheim";
  await alice.createLink({ short_code: "url", original_url: `https://example.com/${path}` });
  expect(await found(alice, "Köln-Mülheim")).toEqual(["url"]);
  expect(await found(alice, "Köln-Mülheim".normalize("NFD"))).toEqual(["url"]);
});

test("counts the characters of a text in its stored form", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const longest = "\u1ec7".repeat(200);

  const link = await alice.createLink({ title: longest.normalize("NFD") });
  const longer = await alice.post("/api/v1/links", {
    original_url: "https://example.com/",
    title: `${longest}a`.normalize("NFD"),
  });

  expect(link.title).toBe(longest);
  expect([longer.status, longer.body.detail]).toEqual([
    400,
    "The title is too long. Use at most 200 characters.",
  ]);
  expect(await found(alice, longest.normalize("NFD"))).toHaveLength(1);
});

test("rejects thousands of combining marks without normalizing them, which is slow", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const marks = `a${"\u0315".repeat(14_000)}${"\u0323".repeat(14_000)}`;
  const millisecondsOf = (act: () => unknown) => {
    const started = performance.now();
    act();
    return performance.now() - started;
  };

  const title = await alice.post("/api/v1/links", {
    original_url: "https://example.com/",
    title: marks,
  });
  const login = await alice.post("/api/v1/auth/login", {
    email: "alice@example.com",
    password: marks,
  });

  expect([title.status, login.status]).toEqual([400, 401]);
  for (const normalize of [() => normalizeText(marks, 200), () => normalizePassword(marks)]) {
    expect(millisecondsOf(normalize)).toBeLessThan(
      millisecondsOf(() => marks.normalize("NFC")) / 10,
    );
  }
});
