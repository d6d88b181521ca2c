import { createLinkListSql } from "../linkListSql.ts";
import type { LinkCountQuery, LinkListQuery } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

const ownLinks = `"Link" WHERE "ownerId" = @ownerId`;

const linkListSql = createLinkListSql({
  isActive: `"isActive"`,
  isInactive: `NOT "isActive"`,
  lowest: { CLICK_COUNT: "(-1)::bigint", LAST_CLICKED_AT: "'-infinity'::timestamptz" },
  search: (words, { direction, position, inclusive, limit }) =>
    searchStatement(words, direction, position, inclusive, limit),
  // The limit prevents the planner from reading all links of the owner instead of the matches.
  linksIn: (ids) => `(${ids}) AS "matching" ("linkId") CROSS JOIN LATERAL
    (SELECT * FROM "Link" WHERE "id" = "matching"."linkId" LIMIT 1) AS "Link" WHERE true`,
  linksOf: () => ownLinks,
  newest: (links, limit) => `(SELECT "id", "clickCount", "lastClickedAt" FROM ${links}
    ORDER BY "id" DESC LIMIT (SELECT ${limit})) AS "newest" WHERE true`,
});

/** Returns the statements whose rows, one statement after another, form the list. */
export function linkListStatements(query: LinkListQuery) {
  const { ownerId, words, field, position, now } = query;
  const key =
    position?.key != null && field === "LAST_CLICKED_AT" ? new Date(position.key) : position?.key;
  const parameters: Record<string, unknown> = {
    ownerId,
    now: new Date(now),
    id: position?.id,
    key,
    ...searchParameters(words),
  };
  return linkListSql.list(query).map((sql) => ({ sql, parameters }));
}

/** Returns the statement that counts the links. */
export function linkCountStatement(query: LinkCountQuery) {
  const { ownerId, words, now, limit } = query;
  const parameters = { ownerId, now: new Date(now), limit, ...searchParameters(words) };
  return { sql: linkListSql.count(query), parameters };
}
