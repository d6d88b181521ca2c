import type SqliteDatabase from "better-sqlite3";
import type { LinkListQuery, LinkPosition } from "../linkLists.ts";
import { linkListStatements } from "./linkListSql.ts";

/** Prepares the query that lists an owner's links. Its statements are prepared when first needed. */
export function prepareLinkLists(database: SqliteDatabase.Database) {
  const prepared = new Map<string, SqliteDatabase.Statement<[object], LinkPosition>>();
  return (query: LinkListQuery): LinkPosition[] => {
    const positions: LinkPosition[] = [];
    for (const { sql, parameters } of linkListStatements(query)) {
      const limit = query.limit - positions.length;
      if (limit === 0) break;
      const statement = prepared.get(sql) ?? database.prepare<[object], LinkPosition>(sql);
      prepared.set(sql, statement);
      positions.push(...statement.all({ ...parameters, limit }));
    }
    return positions;
  };
}
