import { getNamedType, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { signInBrowser } from "../support/browser.ts";
import type { TestClient } from "../support/client.ts";
import { recordVisits } from "../support/recordVisits.ts";
import { createWorld, type World } from "../support/world.ts";

const count = 7;

/** The first token, which created all others. */
const firstToken = Buffer.from("ApiToken:1").toString("base64");

/** Queries the parent of a connection, by its type. */
const parents: Record<string, (selection: string) => string> = {
  User: (selection) => `viewer { ${selection} }`,
  Link: (selection) => `link(by: { databaseId: 1 }) { ${selection} }`,
  ApiToken: (selection) => `node(id: "${firstToken}") { ... on ApiToken { ${selection} } }`,
};

/** All connections of the schema, by the type of their parent and their name. */
const connections = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
        .map(({ name }): [type: string, name: string] => [type.name, name])
    : [],
);

interface Part {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

interface Answer {
  edges: { cursor: string }[];
  totalCount: { count: number; precision: string };
  pageInfo: Record<string, unknown>;
}

/** Creates seven of every listed object for Alice. */
async function aliceWithSevenOfEverything(): Promise<{ here: World; alice: TestClient }> {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  for (let number = 1; number <= count; number++) await alice.createLink();
  for (let number = 1; number <= count; number++) {
    const title = `Title ${number}`;
    await alice.put("/api/v1/links/1", { title });
    if (number > 1) {
      await alice.graphql(
        `mutation { createToken(input: { name: "${title}", scopes: [LINKS_READ] }) { __typename } }`,
      );
    }
    await signInBrowser(here, "alice");
  }
  await recordVisits(here.services, Array(count).fill({ time: "2030-05-06T10:00:00Z" }));
  return { here, alice };
}

/** Queries several parts of a connection at once. */
async function askFor(
  alice: TestClient,
  [type, name]: [string, string],
  parts: Part[],
): Promise<{ answers: (Answer | null)[]; errors: { message: string; extensions: object }[] }> {
  const fields = parts.map((part, number) => {
    const written = Object.entries(part).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    const list = written.length > 0 ? `(${written.join(", ")})` : "";
    const page = `edges { cursor } totalCount { count precision }
      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }`;
    return `a${number}: ${parents[type]?.(`${name}${list} { ${page} }`)}`;
  });
  const { body } = await alice.graphql(`{ ${fields.join(" ")} }`);
  const answers = parts.map((_, number) => body.data?.[`a${number}`]?.[name] ?? null);
  // Fields that are read at the same time fail in any order.
  const numberOf = ({ path: [alias] }: { path: string[] }) => Number(alias?.slice(1));
  const errors = (body.errors ?? []).toSorted(
    (one: { path: string[] }, other: { path: string[] }) => numberOf(one) - numberOf(other),
  );
  return { answers, errors };
}

/** Returns the result for these cursors according to the Cursor Connections Specification. */
function expected(cursors: string[], { first, after, last, before }: Part): Answer {
  let start = after === undefined ? 0 : cursors.indexOf(after) + 1;
  let end = before === undefined ? cursors.length : cursors.indexOf(before);
  const backwards =
    first === undefined && (last !== undefined || (before !== undefined && after === undefined));
  if (backwards) start = Math.min(Math.max(start, end - (last ?? 20)), end);
  else end = Math.max(Math.min(end, start + (first ?? 20)), start);
  if (!backwards && last !== undefined) start = Math.max(start, end - last);
  const page = cursors.slice(start, end);
  return {
    edges: page.map((cursor) => ({ cursor })),
    totalCount: { count: cursors.length, precision: "EXACT" },
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < cursors.length,
      startCursor: page.at(0) ?? null,
      endCursor: page.at(-1) ?? null,
    },
  };
}

/** Returns all combinations of some sizes and positions. */
function partsOf(cursors: string[]): Part[] {
  const sizes = [undefined, 0, 2, count + 1];
  const places = [undefined, cursors[0], cursors[4]];
  return sizes.flatMap((first) =>
    sizes.flatMap((last) =>
      places.flatMap((after) =>
        places.map((before) => ({
          ...(first !== undefined && { first }),
          ...(last !== undefined && { last }),
          ...(after !== undefined && { after }),
          ...(before !== undefined && { before }),
        })),
      ),
    ),
  );
}

test("every connection returns the page, page info and total count that the specification defines", async () => {
  const { alice } = await aliceWithSevenOfEverything();
  const atOnce = 16;

  for (const connection of connections) {
    const [all] = (await askFor(alice, connection, [{}])).answers;
    const cursors = all?.edges.map(({ cursor }) => cursor) ?? [];
    const found = connection[1] === "derivedTokens" ? count - 1 : count;
    expect([connection, new Set(cursors).size]).toEqual([connection, found]);
    const parts = partsOf(cursors);
    for (let from = 0; from < parts.length; from += atOnce) {
      const asked = parts.slice(from, from + atOnce);
      const { answers, errors } = await askFor(alice, connection, asked);
      expect(errors).toEqual([]);
      expect(asked.map((part, number) => ({ connection, part, answer: answers[number] }))).toEqual(
        asked.map((part) => ({ connection, part, answer: expected(cursors, part) })),
      );
    }
  }
});

test("every connection rejects foreign and invalid cursors with the same message", async () => {
  const { alice } = await aliceWithSevenOfEverything();
  const cursors: string[] = [];
  for (const connection of connections) {
    const { answers } = await askFor(alice, connection, [{ first: 1 }]);
    cursors.push(answers[0]?.edges[0]?.cursor ?? "");
  }
  expect(new Set(cursors).size).toBe(connections.length);
  const texts = [
    "",
    "x",
    "null",
    Buffer.from("GPC:N:1").toString("base64"),
    "…",
    "x".repeat(5_000),
  ];

  for (const [number, connection] of connections.entries()) {
    const foreign = [...cursors.filter((_, other) => other !== number), ...texts];
    const parts = foreign.flatMap((cursor): Part[] => [
      { first: 2, after: cursor },
      { last: 2, before: cursor },
      { first: 2, before: cursor },
    ]);
    const half = Math.ceil(parts.length / 2);
    const rejections = [
      ...(await askFor(alice, connection, parts.slice(0, half))).errors,
      ...(await askFor(alice, connection, parts.slice(half))).errors,
    ];
    expect(rejections.map(({ message, extensions }) => [connection, message, extensions])).toEqual(
      parts.map(({ after }) => [
        connection,
        "The cursor does not belong to this connection. Start again without a cursor.",
        { code: "BAD_USER_INPUT", path: [after === undefined ? "before" : "after"] },
      ]),
    );
  }
});
