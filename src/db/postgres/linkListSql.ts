import { countRows, createLinkListSql } from "../linkListSql.ts";
import type { FilterableStatus, LinkCountQuery, LinkListQuery } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

const ownLinks = `"Link" WHERE "ownerId" = @ownerId`;

const countedPage = 500;

/**
 * Counts all or active links in pages. Without them, the planner might collect all links of the owner
 * before the limit applies, because it does not know how many there are. Of the other statuses, there
 * are few.
 */
function countLinks(links: string, status: FilterableStatus | null, limit: number): string {
  if (status !== null && status !== "ACTIVE")
    return countRows(`SELECT 1 FROM ${links} LIMIT ${limit}`);
  return `(WITH RECURSIVE "page" ("last", "size") AS (
      SELECT 9223372036854775807, 0::bigint
      UNION ALL
      SELECT "next"."last", "next"."size" FROM "page" CROSS JOIN LATERAL (
        SELECT min("id") AS "last", count(*) AS "size" FROM (
          SELECT "id" FROM ${links} AND "id" < "page"."last" ORDER BY "id" DESC LIMIT ${countedPage}
        ) AS "selected"
      ) AS "next" WHERE "next"."size" > 0
    )
    SELECT least(sum("size"), ${limit})
    FROM (SELECT "size" FROM "page" LIMIT ${Math.ceil(limit / countedPage) + 1}) AS "pages")`;
}

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
  countLinks,
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
  const { ownerId, words, now } = query;
  const parameters = { ownerId, now: new Date(now), ...searchParameters(words) };
  return { sql: linkListSql.count(query), parameters };
}
