import { getIntrospectionQuery } from "graphql";
import {
  clickedLinks,
  heavyToken,
  links,
  repetitiveLinks,
  toHeavyShortCode,
} from "../heavyAccount/account.ts";

export interface ApiRequest {
  method: string;
  path: string;
  token?: string;
  body?: unknown;
}

export interface CostlyOperation {
  name: string;
  /** The largest count worth requesting, of aliases or of rows of a nested list. */
  maxCount: number;
  /** Returns a request of that size. `number` differs for each request. */
  request(count: number, number: number): ApiRequest;
}

/** The user who registers before a measurement and then logs in. */
export const person = { email: "person@example.com", password: "correct horse battery" };

const aliases = 50;
const day = 86_400_000;
const linkFields = `id databaseId shortCode shortUrl originalUrl title isActive status redirectType
  expiresAt maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt`;
const clickFields = "at isBot referrerHost country browser operatingSystem device";
const bucketFields = "start clicks visitors bots";

/**
 * The costliest operations that an account can run within the limits, for any resource of the
 * service.
 */
export const costliestOperations: CostlyOperation[] = [
  ofViewer("search for 199 a's in URLs of aaab", listOf(`search: "${"a".repeat(199)}"`)),
  ofViewer("search for many words of three letters", listOf(`search: "${wordsOfThree()}"`)),
  ofViewer("search that matches most, by clicks", listOf(`search: "ref=seed"`, "CLICK_COUNT")),
  ofViewer("search that matches most, by status", listOf(`search: "ref=seed", status: EXHAUSTED`)),
  ofViewer("statistics of 2,976 hours", statsOf("HOUR", 124, "UTC")),
  ofViewer("statistics of 3 years by day", statsOf("DAY", 3 * 365, "Australia/Lord_Howe")),
  ofViewer(
    "100 most frequent referrers of a year",
    `stats(from: "${daysAgo(365)}", interval: MONTH) {
      breakdown(dimension: REFERRER, first: 100) { values { value clicks share } } }`,
  ),
  ofViewer("100 links by clicks", listOf("", "CLICK_COUNT", 100)),
  ofViewer("100 links by last click", listOf("", "LAST_CLICKED_AT", 100)),
  ...["ACTIVE", "INACTIVE", "EXPIRED", "EXHAUSTED"].map((status) =>
    ofViewer(`links that are ${status}, by clicks`, listOf(`status: ${status}`, "CLICK_COUNT")),
  ),
  ofViewer("high page numbers", "linkPage(page: 200, perPage: 100) { links { id } }"),
  ofViewer(
    "100 tokens with counts and derived tokens",
    "tokens(first: 100) { nodes { id linkCount derivedTokens(first: 1) { nodes { id } } } }",
  ),
  ofViewer("100 sessions", "sessions(first: 100) { nodes { id browser lastSeenAt } }"),
  {
    name: "100 links with all fields",
    maxCount: aliases,
    request: (count) => {
      const page = `links(first: 100) { edges { cursor node { ${linkFields} } } }`;
      return query(`viewer { ${repeat(count, () => page)} }`);
    },
  },
  {
    name: "links with all fields, QR codes, clicks and history",
    maxCount: 100,
    request: (count) =>
      query(`viewer { links(first: ${count}) { nodes { ${linkFields} qrCode
        clicks(first: 100) { nodes { ${clickFields} } }
        history(first: 20) { nodes { at settings { setting before after } } } } } }`),
  },
  {
    name: "nodes by 100 ids",
    maxCount: 100,
    request: (count) => {
      const ids = Array.from({ length: count }, (_, index) =>
        JSON.stringify(btoa(`Link:${links - repetitiveLinks - index}`)),
      );
      return query(`nodes(ids: [${ids}]) { id ... on Link { ${linkFields} qrCode } }`);
    },
  },
  {
    name: "links with QR codes, by code",
    maxCount: aliases,
    request: (count) =>
      query(
        repeat(
          count,
          (index) => `link(by: { shortCode: "${toHeavyShortCode(index + 1)}" }) { qrCode }`,
        ),
      ),
  },
  {
    name: "clicks and history of single links",
    maxCount: aliases,
    request: (count) =>
      query(
        repeat(count, (index) => {
          const code = toHeavyShortCode(links - (index % clickedLinks));
          return `link(by: { shortCode: "${code}" }) { clicks(first: 100) { nodes { ${clickFields} } }
            history(first: 100) { nodes { at } } }`;
        }),
      ),
  },
  {
    name: "updateLink",
    maxCount: aliases,
    request: (count, number) =>
      mutation(count, (index) => {
        const by = `by: { shortCode: "${toHeavyShortCode(index + 100)}" }`;
        return `updateLink(input: { ${by}, title: "${number}.${index}" }) { __typename }`;
      }),
  },
  {
    name: "createLink with custom codes",
    maxCount: aliases,
    request: (count, number) =>
      mutation(count, (index) => {
        const shortCode = `own-${process.pid}-${number}-${index}`;
        const input = `originalUrl: "https://example.com/", shortCode: "${shortCode}"`;
        return `createLink(input: { ${input} }) { __typename }`;
      }),
  },
  {
    name: "createLink with passwords",
    maxCount: aliases,
    request: (count) =>
      mutation(count, () => {
        const input = `originalUrl: "https://example.com/", password: "a sentence"`;
        return `createLink(input: { ${input} }) { __typename }`;
      }),
  },
  {
    name: "deleteLink",
    maxCount: aliases,
    request: (count, number) =>
      mutation(count, (index) => {
        const by = `by: { shortCode: "${toHeavyShortCode(1_000 + number * aliases + index)}" }`;
        return `deleteLink(input: { ${by} }) { __typename }`;
      }),
  },
  rest("REST: a page far behind the last", {
    method: "GET",
    path: "/api/v1/links?page=10000&per_page=100",
    token: heavyToken,
  }),
  rest("REST: 500 tokens", { method: "GET", path: "/api/v1/auth/tokens", token: heavyToken }),
  rest("REST: login", { method: "POST", path: "/api/v1/auth/login", body: person }),
  {
    name: "introspection of all types, aliased",
    maxCount: aliases,
    request: (count) =>
      query(repeat(count, () => "__schema { types { name fields { name type { name } } } }")),
  },
  rest("introspection", {
    ...query(""),
    body: { query: getIntrospectionQuery({ inputValueDeprecation: true }) },
  }),
];

function ofViewer(name: string, field: string): CostlyOperation {
  const request = (count: number) => query(`viewer { ${repeat(count, () => field)} }`);
  return { name, maxCount: aliases, request };
}

function rest(name: string, request: ApiRequest): CostlyOperation {
  return { name, maxCount: 1, request: () => request };
}

function query(fields: string): ApiRequest {
  return graphql(`{ ${fields} }`);
}

function mutation(count: number, field: (index: number) => string): ApiRequest {
  return graphql(`mutation { ${repeat(count, field)} }`);
}

function graphql(document: string): ApiRequest {
  return { method: "POST", path: "/graphql", token: heavyToken, body: { query: document } };
}

function repeat(count: number, field: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `a${index}: ${field(index)}`).join("\n");
}

function listOf(filter: string, order = "CREATED_AT", first = 1): string {
  const orderBy = `orderBy: { field: ${order}, direction: DESC }`;
  return `links(first: ${first}, filter: { ${filter} }, ${orderBy}) { nodes { id } }`;
}

function statsOf(interval: string, days: number, timeZone: string): string {
  const range = `from: "${daysAgo(days)}", interval: ${interval}, timeZone: "${timeZone}"`;
  return `stats(${range}) { clicks series { ${bucketFields} } }`;
}

function daysAgo(days: number): string {
  return new Date(Math.floor(Date.now() / day) * day - days * day).toISOString();
}

/** Returns fifty such words, each found in every URL that is not repetitive. */
function wordsOfThree(): string {
  const text = "https://example.com/articles/?ref=seed";
  const words = Array.from({ length: 60 }, (_, index) => text.slice(index % 36, (index % 36) + 3));
  return [...new Set(words)].slice(0, 50).join(" ").slice(0, 200);
}
