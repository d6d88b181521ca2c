const login = `login(input: { email: "a@example.com", password: "x" }) { __typename }`;
const create = "mutation ($input: CreateLinkInput!) { createLink(input: $input) { __typename } }";
const byIds = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
const megabyte = "a".repeat(1_000_000);
const most = "a".repeat(60_000);

const times = (count: number, text: string | ((index: number) => string)) =>
  Array.from({ length: count }, (_, i) => (typeof text === "string" ? text : text(i))).join(" ");
const nested = (depth: number, open: string, close: string, inner = "") =>
  open.repeat(depth) + inner + close.repeat(depth);
const operation = (query: string, variables = "{}") =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;

const tooLarge = "OPERATION_TOO_LARGE";
const invalid = "GRAPHQL_VALIDATION_FAILED";
/** Operations that could overload the service or produce huge responses, with their error codes. */
export const attacks: [name: string, code: string, body: string][] = [
  ["logins", tooLarge, operation(`mutation { ${times(100, (i) => `a${i}: ${login}`)} }`)],
  ["self-spread", tooLarge, operation("{ ...A } fragment A on Query { ...A }")],
  [
    "fragment cycle",
    tooLarge,
    operation("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { id } }"),
  ],
  [
    "doubling fragments",
    tooLarge,
    operation(
      `{ viewer { ...F0 } } ${times(40, (i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`)}
       fragment F40 on User { id }`,
    ),
  ],
  ["braces", tooLarge, operation(nested(20_000, "{", "}"))],
  ["deep fields", tooLarge, operation(nested(5_000, "{a", "}", "{b}"))],
  ["deep lists", tooLarge, operation(`{ nodes(ids: ${nested(5_000, "[", "]")}) { id } }`)],
  ["deep objects", tooLarge, operation(`{ link(by: ${nested(5_000, "{id:", "}", "1")}) { id } }`)],
  [
    "deep types",
    tooLarge,
    operation(`query ($a: ${nested(900, "[", "]", "ID")}) { viewer { id } }`),
  ],
  [
    "deep lists in variables",
    "BAD_USER_INPUT",
    operation(byIds, `{"ids":${nested(5_000, "[", "]")}}`),
  ],
  [
    "lists that fill the body",
    "BAD_USER_INPUT",
    operation(byIds, `{"ids":${nested(30_000, "[", "]")}}`),
  ],
  [
    "deep objects in variables",
    "BAD_USER_INPUT",
    operation(create, `{"input":${nested(5_000, '{"input":', "}", "1")}}`),
  ],
  [
    "owners of links of owners",
    tooLarge,
    operation(`{ viewer ${nested(10, "{ links { edges { node { owner ", "} } } }", "{ id }")} }`),
  ],
  [
    "pages of a hundred by default",
    tooLarge,
    operation(
      `query ($n: Int = 100) { viewer ${nested(3, "{ links(first: $n) { nodes { owner ", "} } }", "{ id }")} }`,
    ),
  ],
  ["a megabyte's name", "REQUEST_TOO_LARGE", operation(`{ ${megabyte} }`)],
  [
    "a megabyte's variable",
    "REQUEST_TOO_LARGE",
    operation("{ __typename }", `{"a":"${megabyte}"}`),
  ],
  ["a long field", invalid, operation(`{ ${most} }`)],
  ["a long argument", invalid, operation(`{ viewer(${most}: 1) { id } }`)],
  ["a long value", "BAD_USER_INPUT", operation(create, `{"input":{"${most}":1}}`)],
  [
    "variables",
    tooLarge,
    operation(`query (${times(1_000, (i) => `$v${i}: Int`)}) { viewer { id } }`),
  ],
  [
    "pages of a million",
    "OPERATION_TOO_LARGE",
    operation(
      "{ viewer { links(first: 1000000) { nodes { clicks(first: 1000000) { nodes { at browser country device isBot } } } } } }",
    ),
  ],
  [
    "introspection in circles",
    invalid,
    operation(`{ __schema { types ${nested(6, "{ fields { type ", "} }", "{ name }")} } }`),
  ],
  ["one field", tooLarge, operation(`{ ${times(1_000, "__typename")} }`)],
  ["directives", tooLarge, operation(`{ viewer { id ${times(300, "@skip(if: false)")} } }`)],
  ["ids", tooLarge, operation(byIds, JSON.stringify({ ids: Array(1_500).fill("TGluazox") }))],
];
