import type SqliteDatabase from "better-sqlite3";

/** Returns a function from SQL to its statement, which is prepared once, when it is first needed. */
export function createStatementCache(
  database: SqliteDatabase.Database,
): (sql: string) => SqliteDatabase.Statement<[object]> {
  const prepared = new Map<string, SqliteDatabase.Statement<[object]>>();
  return (sql) => {
    const statement = prepared.get(sql) ?? database.prepare<[object]>(sql);
    prepared.set(sql, statement);
    return statement;
  };
}
