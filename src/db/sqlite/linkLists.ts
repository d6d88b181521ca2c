import type SqliteDatabase from "better-sqlite3";
import type { LinkListQuery, LinkPlace } from "../linkLists.ts";
import { linkListStatements } from "./linkListStatements.ts";

/** Lists an owner's links, by statements that are prepared when first needed. */
export function prepareLinkLists(database: SqliteDatabase.Database) {
  const prepared = new Map<string, SqliteDatabase.Statement<[object], LinkPlace>>();
  return (query: LinkListQuery): LinkPlace[] => {
    const found: LinkPlace[] = [];
    for (const { sql, parameters } of linkListStatements(query)) {
      const limit = query.limit - found.length;
      if (limit === 0) break;
      const statement = prepared.get(sql) ?? database.prepare<[object], LinkPlace>(sql);
      prepared.set(sql, statement);
      found.push(...statement.all({ ...parameters, limit }));
    }
    return found;
  };
}
