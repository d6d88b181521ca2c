import { getIntrospectionQuery } from "graphql";
import { clickedLinks, links, repetitiveLinks, toHeavyShortCode } from "../heavyAccount/account.ts";

/** A field of the schema at one size, in a minimal document. */
export interface PricedField {
  name: string;
  /**
   * Whether the price is an upper bound for other data, such as for a search with many matches. The
   * field may cost less per point than others, but not more.
   */
  isBound?: boolean;
  /** `number` starts at 0 and differs for each run of the document. */
  document(number: number): string;
}

const linkFields = `id databaseId shortCode shortUrl originalUrl title isActive status redirectType
  expiresAt maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt`;
const day = 86_400_000;
const aliases = 50;

/** Links without the long URLs. */
const ordinary = (index: number) => toHeavyShortCode(links - repetitiveLinks - index);
const clicked = (index: number) => toHeavyShortCode(links - (index % clickedLinks));

/** All fields for reading, by type. */
export const pricedReads: PricedField[] = [
  viewer("email", "email"),
  viewer(
    "50 × email",
    times(aliases, () => "email"),
  ),
  read(
    "50 × viewer",
    times(aliases, () => "viewer { id }"),
  ),
  ...[1, aliases].map((count) => read(`${count} × link`, ofLinks(count, ordinary, "id"))),
  ...[20, 100].flatMap((first) => [
    viewer(`links(${first})`, list("links", first, "id")),
    viewer(`links(${first}), all fields`, list("links", first, linkFields)),
    viewer(
      `links(${first}), all fields, as edges`,
      `links(first: ${first}) { edges { cursor node { ${linkFields} } } }`,
    ),
    viewer(`links(${first}), owner`, list("links", first, "owner { id }")),
    viewer(`links(${first}), qrCode`, list("links", first, "qrCode")),
    viewer(`links(${first}), by clicks`, sorted(first, "CLICK_COUNT")),
    viewer(`links(${first}), by last click`, sorted(first, "LAST_CLICKED_AT")),
    viewer(`linkPage(1, ${first})`, `linkPage(page: 1, perPage: ${first}) { links { id } }`),
    viewer(`linkPage(150, ${first})`, `linkPage(page: 150, perPage: ${first}) { links { id } }`),
    viewer(`tokens(${first})`, list("tokens", first, "id")),
    viewer(
      `tokens(${first}), all fields`,
      list("tokens", first, "id tokenId name prefix scopes createdAt lastUsedAt expiresAt"),
    ),
    viewer(`tokens(${first}), linkCount`, list("tokens", first, "linkCount")),
    viewer(`tokens(${first}), createdByTokenId`, list("tokens", first, "createdByTokenId")),
    viewer(
      `tokens(${first}), derivedTokens`,
      list("tokens", first, "derivedTokens(first: 1) { nodes { id } }"),
    ),
    viewer(`sessions(${first})`, list("sessions", first, "id")),
    viewer(
      `sessions(${first}), all fields`,
      list("sessions", first, "id browser operatingSystem isCurrent startedAt lastSeenAt"),
    ),
    read(`clicks(${first})`, ofLinks(1, clicked, list("clicks", first, "at"))),
    read(`10 × clicks(${first}), all fields`, ofLinks(10, clicked, allClicks(first))),
    read(`history(${first})`, ofLinks(1, clicked, list("history", first, "at tokenName"))),
    read(`10 × history(${first}), settings`, ofLinks(10, clicked, allChanges(first))),
    read(`nodes(${first})`, `nodes(ids: [${globalIds(first)}]) { id }`),
    read(
      `nodes(${first}), all fields`,
      `nodes(ids: [${globalIds(first)}]) { ... on Link { ${linkFields} } }`,
    ),
  ]),
  read("node", `node(id: ${globalIds(1)}) { id }`),
  read("50 × qrCode", ofLinks(aliases, ordinary, "qrCode")),
  ...["ACTIVE", "INACTIVE", "EXPIRED", "EXHAUSTED"].flatMap((status) => [
    viewer(`links, ${status}`, filtered(`status: ${status}`)),
    viewer(`links, ${status}, by clicks`, filtered(`status: ${status}`, "CLICK_COUNT")),
  ]),
  ...searches(),
  ...statistics(),
  {
    // The price limits how long it blocks the event loop.
    name: "introspection",
    isBound: true,
    document: () => getIntrospectionQuery({ inputValueDeprecation: true }),
  },
];

/** All mutations that can be repeated, except those that hash a password. */
export const pricedWrites: PricedField[] = [aliases, 1].flatMap((count) => [
  write(`${count} × createLink`, count, () => {
    return `createLink(input: { originalUrl: "https://example.com/" }) { __typename }`;
  }),
  write(`${count} × createLink, all fields`, count, () => {
    const payload = `... on CreateLinkPayload { link { shortCode shortUrl } }`;
    return `createLink(input: { originalUrl: "https://example.com/" }) { ${payload} }`;
  }),
  write(`${count} × createLink, own code`, count, (number, index) => {
    const shortCode = `price-${count}-${number}-${index}`;
    const input = `originalUrl: "https://example.com/", shortCode: "${shortCode}"`;
    return `createLink(input: { ${input} }) { __typename }`;
  }),
  write(`${count} × updateLink`, count, (number, index) => {
    const by = `by: { shortCode: "${toHeavyShortCode(index + 1)}" }`;
    return `updateLink(input: { ${by}, title: "${count} ${number}" }) { __typename }`;
  }),
  write(`${count} × deleteLink`, count, (number, index) => {
    // The links of single deletions precede those of fifty at a time.
    const id = (count === 1 ? 100 : 3_000) + number * count + index;
    return `deleteLink(input: { by: { shortCode: "${toHeavyShortCode(id)}" } }) { __typename }`;
  }),
  write(`${count} × createToken`, count, () => {
    return `createToken(input: { name: "bench", scopes: [LINKS_READ] }) { __typename }`;
  }),
  write(`${Math.min(count, 10)} × revokeToken`, Math.min(count, 10), (number, index) => {
    const id = 10 + (count === 1 ? number : 200 + number * 10) + index;
    const tokenId = `tok_${String(id).padStart(16, "0")}`;
    return `revokeToken(input: { tokenId: "${tokenId}" }) { __typename }`;
  }),
  write(`${Math.min(count, 10)} × endSessions`, Math.min(count, 10), (number, index) => {
    const id = btoa(`Session:${(count === 1 ? number : 200 + number * 10) + index + 1}`);
    return `endSessions(input: { ids: ["${id}"] }) { __typename }`;
  }),
]);

function searches(): PricedField[] {
  const sought = {
    "one word of three letters": "see",
    "one word": "articles",
    "five words": "https example articles ref seed",
    "one letter": "h",
    "what nothing has": "nothing-like-this-anywhere",
    "199 equal letters": "a".repeat(199),
    "199 different letters": "https://example.com/articles/123?ref=seed".repeat(5).slice(0, 199),
  };
  const findNothing = new Set(["what nothing has", "199 different letters"]);
  return Object.entries(sought).flatMap(([name, words]) => [
    {
      ...viewer(`links, search for ${name}`, filtered(`search: "${words}"`)),
      isBound: findNothing.has(name),
    },
    {
      ...viewer(
        `links, search for ${name}, by clicks`,
        filtered(`search: "${words}"`, "CLICK_COUNT"),
      ),
      isBound: findNothing.has(name),
    },
  ]);
}

function statistics(): PricedField[] {
  const ranges = [
    ["HOUR", 1],
    ["HOUR", 124],
    ["DAY", 30],
    ["DAY", 365],
    ["DAY", 3 * 365],
    ["WEEK", 365],
    ["MONTH", 365],
    ["MONTH", 3 * 365],
  ] as const;
  const series = "series { start clicks visitors bots }";
  return [
    ...ranges.flatMap(([interval, days]) => [
      viewer(`stats, ${interval}, ${days} days`, statsOf(interval, days, "clicks")),
      viewer(`stats, ${interval}, ${days} days, series`, statsOf(interval, days, series)),
    ]),
    viewer("stats in an odd time zone", statsOf("DAY", 365, series, "Australia/Lord_Howe")),
    read(
      "link.stats",
      ofLinks(1, () => toHeavyShortCode(1), statsOf("DAY", 365, series)),
    ),
    ...["REFERRER", "COUNTRY", "BROWSER", "OPERATING_SYSTEM", "DEVICE"].flatMap((dimension) =>
      [30, 365].flatMap((days) =>
        [10, 100].map((first) =>
          viewer(
            `breakdown(${dimension}, ${first}), ${days} days`,
            statsOf(
              "MONTH",
              days,
              `breakdown(dimension: ${dimension}, first: ${first}) { values { value clicks share } }`,
            ),
          ),
        ),
      ),
    ),
  ];
}

function read(name: string, fields: string): PricedField {
  return { name, document: () => `{ ${fields} }` };
}

function viewer(name: string, fields: string): PricedField {
  return read(name, `viewer { ${fields} }`);
}

function write(
  name: string,
  count: number,
  field: (number: number, index: number) => string,
): PricedField {
  return {
    name,
    document: (number) => `mutation { ${times(count, (index) => field(number, index))} }`,
  };
}

function times(count: number, field: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `a${index}: ${field(index)}`).join(" ");
}

function ofLinks(count: number, code: (index: number) => string, fields: string): string {
  return times(count, (index) => `link(by: { shortCode: "${code(index)}" }) { ${fields} }`);
}

function list(name: string, first: number, fields: string): string {
  return `${name}(first: ${first}) { nodes { ${fields} } }`;
}

function sorted(first: number, field: string): string {
  return `links(first: ${first}, orderBy: { field: ${field}, direction: DESC }) { nodes { id } }`;
}

function filtered(filter: string, field = "CREATED_AT"): string {
  const orderBy = `orderBy: { field: ${field}, direction: DESC }`;
  return `links(first: 20, filter: { ${filter} }, ${orderBy}) { nodes { id } }`;
}

function allClicks(first: number): string {
  const fields = "at isBot referrerHost country browser operatingSystem device";
  return list("clicks", first, fields);
}

function allChanges(first: number): string {
  return list("history", first, "at tokenName settings { setting before after }");
}

function globalIds(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify(btoa(`Link:${links - repetitiveLinks - index}`)),
  ).join();
}

function statsOf(interval: string, days: number, fields: string, timeZone = "UTC"): string {
  const from = new Date(Math.floor(Date.now() / day) * day - days * day).toISOString();
  return `stats(from: "${from}", interval: ${interval}, timeZone: "${timeZone}") { ${fields} }`;
}
