import type pg from "pg";
import type { DataMigrationTransaction, Parameters } from "../dataMigration.ts";
import { toPositional } from "./namedParameters.ts";

/** Creates the statements of a data migration on the connection of a transaction. */
export function createDataMigrationTransaction(client: pg.PoolClient): DataMigrationTransaction {
  return {
    all: async <Row>(sql: string, parameters: Parameters = {}) =>
      (await client.query(toPositional(sql, parameters))).rows as Row[],
    run: async (sql, parameters = {}) =>
      (await client.query(toPositional(sql, parameters))).rowCount ?? 0,
    replaceTexts: async ({ table, column }, replacements) => {
      if (replacements.length === 0) return 0;
      const ids = replacements.map(({ id }) => id);
      // Locks rows in the order of ids, as the click writer does.
      await client.query(
        `SELECT FROM "${table}" WHERE "id" = ANY ($1::bigint[]) ORDER BY "id" FOR NO KEY UPDATE`,
        [ids],
      );
      const { rowCount } = await client.query(
        `UPDATE "${table}" SET "${column}" = "replaced"."after"
         FROM unnest($1::bigint[], $2::text[], $3::text[]) AS "replaced" ("id", "before", "after")
         WHERE "${table}"."id" = "replaced"."id" AND "${table}"."${column}" = "replaced"."before"`,
        [ids, replacements.map(({ before }) => before), replacements.map(({ after }) => after)],
      );
      return rowCount ?? 0;
    },
    forUpdate: "FOR UPDATE SKIP LOCKED",
  };
}
