import type SqliteDatabase from "better-sqlite3";
import { createClickListSql } from "../clickListSql.ts";
import type { ClickCountQuery, ClickListQuery, ClickPosition } from "../clickLists.ts";
import { createStatementCache } from "./statementCache.ts";

const clickListSql = createClickListSql({
  isBot: (value) => `"isBot" = ${value ? 1 : 0}`,
  // The order of the join is fixed, so that no other clicks are read.
  clicksOfEach: (links, clicks) =>
    `(${links}) AS "latest" CROSS JOIN "Click" ON "Click"."id" IN (SELECT "id" FROM (${clicks}))`,
});

/** Prepares the queries of clicks. Their statements are prepared when first needed. */
export function prepareClickLists(database: SqliteDatabase.Database) {
  const statementFor = createStatementCache(database);
  return {
    listClicks: (query: ClickListQuery): ClickPosition[] => {
      const { subject, from, to, position, limit } = query;
      const parameters = {
        subjectId: subject.id,
        from,
        to,
        positionAt: position?.at,
        positionId: position?.id,
        limit,
      };
      return statementFor(clickListSql.list(query)).all(parameters) as ClickPosition[];
    },
    countClicks: (query: ClickCountQuery): number => {
      const { subject, from, to, limit } = query;
      const parameters = { subjectId: subject.id, from, to, limit };
      const row = statementFor(clickListSql.count(query)).get(parameters);
      return (row as { count: number }).count;
    },
  };
}
