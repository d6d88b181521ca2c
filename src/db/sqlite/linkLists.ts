import type SqliteDatabase from "better-sqlite3";
import type { LinkCountQuery, LinkListQuery, LinkPosition } from "../linkLists.ts";
import { linkCountStatement, linkListStatements } from "./linkListSql.ts";
import { createStatementCache } from "./statementCache.ts";

/** Prepares the queries of an owner's links. Their statements are prepared when first needed. */
export function prepareLinkLists(database: SqliteDatabase.Database) {
  const statementFor = createStatementCache(database);
  return {
    listLinks: (query: LinkListQuery): LinkPosition[] => {
      const positions: LinkPosition[] = [];
      for (const { sql, parameters } of linkListStatements(query)) {
        const limit = query.limit - positions.length;
        if (limit === 0) break;
        const rows = statementFor(sql).all({ ...parameters, limit });
        positions.push(...(rows as LinkPosition[]));
      }
      return positions;
    },
    countLinks: (query: LinkCountQuery): number => {
      const { sql, parameters } = linkCountStatement(query);
      return (statementFor(sql).get(parameters) as { count: number }).count;
    },
  };
}
