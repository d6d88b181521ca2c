import type SqliteDatabase from "better-sqlite3";
import type { LinkCountQuery, LinkListQuery, LinkPosition } from "../linkLists.ts";
import { linkCountStatement, linkListStatements } from "./linkListSql.ts";

/** Prepares the queries of an owner's links. Their statements are prepared when first needed. */
export function prepareLinkLists(database: SqliteDatabase.Database) {
  const prepared = new Map<string, SqliteDatabase.Statement<[object]>>();
  const statementFor = (sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare<[object]>(sql);
    prepared.set(sql, statement);
    return statement;
  };
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
