import type SqliteDatabase from "better-sqlite3";
import type { DataMigrationTransaction, Parameters } from "../dataMigration.ts";
import { createStatementCache } from "./statementCache.ts";

/** Creates the statements of a data migration on the connection of a transaction. */
export function createDataMigrationTransaction(
  database: SqliteDatabase.Database,
): DataMigrationTransaction {
  const prepare = createStatementCache(database);
  return {
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      prepare(sql).all(toStoredParameters(parameters)) as Row[],
    run: (sql, parameters = {}) => prepare(sql).run(toStoredParameters(parameters)).changes,
    replaceTexts: ({ table, column }, replacements) => {
      const replace = prepare(
        `UPDATE "${table}" SET "${column}" = @after WHERE "id" = @id AND "${column}" = @before`,
      );
      return replacements.reduce((sum, replacement) => sum + replace.run(replacement).changes, 0);
    },
    // SQLite has one writer at a time.
    forUpdate: "",
  };
}

function toStoredParameters(parameters: Parameters): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      value instanceof Date ? value.getTime() : value,
    ]),
  );
}
