import { type DocumentNode, getOperationAST, Kind, parse } from "graphql";
import { expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { operationCost, operationLimits } from "../../src/graphql/server/operationLimits.ts";
import { routes as restRoutes } from "../../src/rest/routes.ts";
import * as linkDetailsDocuments from "../../src/web/features/links/details/documents.ts";
import * as linkListDocuments from "../../src/web/features/links/list/documents.ts";
import * as linkDocuments from "../../src/web/features/links/shared/documents.ts";
import * as linkStatsDocuments from "../../src/web/features/links/stats/documents.ts";
import * as sessionDocuments from "../../src/web/features/session/documents.ts";
import * as settingsDocuments from "../../src/web/features/settings/documents.ts";
import * as tokenDocuments from "../../src/web/features/tokens/documents.ts";

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
const times = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(" ");

function cost(document: DocumentNode, variables: Record<string, unknown> = {}): number {
  const operation = getOperationAST(document);
  if (!operation) throw new Error("The document has no operation.");
  return operationCost(schema, document, operation, variables);
}

const query = (fields: string) => cost(parse(`{ ${fields} }`));
const viewer = (fields: string) => query(`viewer { ${fields} }`);
const differentCharacters = String.fromCharCode(
  ...Array.from({ length: 199 }, (_, i) => 0x4e00 + i),
);
const search = (words: string, rest = "") =>
  `links(filter: { search: "${words}" } ${rest}) { nodes { id } }`;
const stats = (days: number, interval: string, fields: string) =>
  `stats(from: "${ago(days)}", interval: ${interval}) { ${fields} }`;

const credentials = { email: "alice@example.com", password: "a sentence" };
const settings = { title: "Title", password: "a sentence" };
/** The costliest input of each type. */
const inputs: Record<string, object> = {
  RegisterInput: credentials,
  LoginInput: credentials,
  StartSessionInput: credentials,
  CreateLinkInput: { ...settings, originalUrl: "https://example.com/", shortCode: "abc" },
  UpdateLinkInput: { ...settings, by: { databaseId: 1 } },
  DeleteLinkInput: { by: { databaseId: 1 } },
  CreateTokenInput: { name: "Name", scopes: ["LINKS_READ"] },
  RevokeTokenInput: { by: { tokenId: "tok_a" } },
  EndSessionsInput: { ids: ["TGluazox"] },
  ChangePasswordInput: { currentPassword: "a sentence", newPassword: "another sentence" },
  DeleteAccountInput: { password: "a sentence" },
};

/** Returns the input of an operation, if it has one. */
function inputOf(document: DocumentNode): object | undefined {
  for (const { type, variable } of getOperationAST(document)?.variableDefinitions ?? []) {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    if (variable.name.value === "input" && named.kind === Kind.NAMED_TYPE) {
      return inputs[named.name.value];
    }
  }
  return undefined;
}

test("the largest queries of the web UI and REST cost at most two thirds of the limit", () => {
  const variables = {
    first: 100,
    page: 1,
    perPage: 100,
    latest: 100,
    filter: { search: "five words are many enough", status: ["ACTIVE", "EXPIRED"] },
    orderBy: { field: "CLICK_COUNT", direction: "DESC" },
    from: ago(10 * 365),
    interval: "MONTH",
    timeZone: "Europe/Berlin",
    id: 1,
    databaseId: 1,
    format: "PNG",
    size: 2_048,
  };
  const modules = [
    linkDetailsDocuments,
    linkDocuments,
    linkListDocuments,
    linkStatsDocuments,
    sessionDocuments,
    settingsDocuments,
    tokenDocuments,
    restRoutes.map(({ document }) => document),
  ];
  const operations = modules
    .flatMap((module) => Object.values(module as Record<string, unknown>))
    .filter(isDocument)
    .filter((document) => getOperationAST(document));

  expect(operations.length).toBeGreaterThan(20);
  for (const document of operations) {
    const points = cost(document, { ...variables, input: inputOf(document) });
    expect([getOperationAST(document)?.name?.value, points]).toEqual([
      expect.any(String),
      expect.toSatisfy((most: number) => most <= (operationLimits.cost * 2) / 3),
    ]);
  }
});

function isDocument(value: unknown): value is DocumentNode {
  return (
    typeof value === "object" && value !== null && "kind" in value && value.kind === Kind.DOCUMENT
  );
}

test.each([
  ["fifty searches for long words", () => viewer(times(50, search(differentCharacters)))],
  [
    "fifty searches sorted by clicks",
    () => viewer(times(50, search("example", "orderBy: { field: CLICK_COUNT, direction: DESC }"))),
  ],
  ["twenty-five statistics of 3,000 hours", () => viewer(times(25, stats(124, "HOUR", "clicks")))],
  [
    "many referrers of several years",
    () =>
      viewer(
        stats(3 * 365, "MONTH", times(5, "breakdown(dimension: REFERRER) { values { value } }")),
      ),
  ],
  ["fifty copies of the whole schema", () => query(times(50, "__schema { types { name } }"))],
  ["types inside a fragment", typesInFragment],
  ["nodes by 1,500 ids", () => query(`nodes(ids: [${'"TGluazox",'.repeat(1_500)}]) { id }`)],
  [
    "links with passwords",
    () => cost(parse(`mutation { ${times(7, createLink(`, password: "a sentence"`))} }`)),
  ],
])("%s exceed the cost limit of an operation", (_name, points) => {
  expect(points()).toBeGreaterThan(operationLimits.cost);
});

test.each([
  [
    "fifty edits",
    `mutation { ${times(50, `deleteLink(input: { by: { shortCode: "abc" } }) { __typename }`)} }`,
  ],
  ["fifty links with custom codes", `mutation { ${times(50, createLink(`, shortCode: "abc"`))} }`],
  ["statistics of 3,000 hours", `{ viewer { ${stats(124, "HOUR", "series { start clicks }")} } }`],
  ["four searches for 199 characters", `{ viewer { ${times(4, search(differentCharacters))} } }`],
])("%s stay below the cost limit of an operation", (_name, document) => {
  expect(cost(parse(document))).toBeLessThan(operationLimits.cost);
});

test("repeated letters in a search do not increase its cost", () => {
  expect(viewer(search("a".repeat(199)))).toBe(viewer(search("aaa")));
  expect(viewer(search("abcdef"))).toBeGreaterThan(viewer(search("abc")));
});

function createLink(rest: string): string {
  return `createLink(input: { originalUrl: "https://example.com/" ${rest} }) { __typename }`;
}

function typesInFragment(): number {
  const fields = times(50, "__schema { types { name } }");
  return cost(parse(`{ ...A } fragment A on Query { ... on Query { ${fields} } }`));
}
