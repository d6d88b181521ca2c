import type { ClickCountQuery, ClickListQuery, ClickSelection } from "./clickLists.ts";

/** Maximum links of a user whose clicks are listed: those with the latest clicks. */
export const maxClickedLinks = 1_000;

/** The parts of the lists of clicks that differ between the engines. Parameters are named. */
interface ClickListDialect {
  isBot(value: boolean): string;
  /** Returns some clicks of each of the links. The clicks select by `"latestLinkId"`. */
  clicksOfEach(links: string, clicks: string): string;
}

const latestLinks = `SELECT "id" AS "latestLinkId" FROM "Link"
  WHERE "ownerId" = @subjectId AND "lastClickedAt" IS NOT NULL
  ORDER BY "lastClickedAt" DESC, "id" DESC LIMIT ${maxClickedLinks}`;

interface ClickListSql {
  /** Returns the statement that selects the positions of the clicks. */
  list(query: ClickListQuery): string;
  /** Returns the statement that counts the clicks. */
  count(query: ClickCountQuery): string;
}

/**
 * The latest clicks of a user are the latest of the links that were clicked last. They are read from
 * the index of each link, because an index by user would slow down every redirect.
 */
export function createClickListSql({ isBot, clicksOfEach }: ClickListDialect): ClickListSql {
  function conditions({ from, to, isBot: bots }: ClickSelection): string {
    return [
      from === null ? "" : `AND "at" >= @from`,
      to === null ? "" : `AND "at" < @to`,
      bots === null ? "" : `AND ${isBot(bots)}`,
    ].join(" ");
  }

  return {
    list: (query) => {
      const { subject, direction, position, inclusive } = query;
      const comparator = `${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""}`;
      const range = position ? `AND ("at", "id") ${comparator} (@positionAt, @positionId)` : "";
      const order = `ORDER BY "at" ${direction}, "id" ${direction} LIMIT @limit`;
      const clicks = (columns: string, link: string) =>
        `SELECT ${columns} FROM "Click" WHERE "linkId" = ${link} ${conditions(query)} ${range} ${order}`;
      if (subject.kind === "Link") return clicks(`"id", "at"`, "@subjectId");
      const each = clicksOfEach(latestLinks, clicks(`"id", "at"`, `"latestLinkId"`));
      return `SELECT "id", "at" FROM ${each} ${order}`;
    },
    count: (query) => {
      const clicks = (link: string) =>
        `SELECT "id" FROM "Click" WHERE "linkId" = ${link} ${conditions(query)} LIMIT @limit`;
      const selected =
        query.subject.kind === "Link"
          ? clicks("@subjectId")
          : `SELECT 1 FROM ${clicksOfEach(latestLinks, clicks(`"latestLinkId"`))} LIMIT @limit`;
      return `SELECT count(*) AS "count" FROM (${selected}) AS "selected"`;
    },
  };
}
