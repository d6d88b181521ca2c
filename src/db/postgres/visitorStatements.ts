import type pg from "pg";
import { dayMilliseconds } from "../../time.ts";
import type { ClickTransaction } from "../clickStore.ts";

/** Column that identifies a subject in its tables. */
export const subjectColumn = { Link: "linkId", User: "userId" };

type VisitorStatements = Pick<
  ClickTransaction,
  "addVisitors" | "countVisitors" | "listVisitorHashes" | "readSketches" | "saveSketches"
>;

/**
 * Creates the statements for the visitors of a day: rows of their hashes, and sketches of many
 * visitors.
 */
export function createVisitorStatements(client: pg.PoolClient): VisitorStatements {
  return {
    addVisitors: async (subject, day, visitors) => {
      if (visitors.length === 0) return [];
      const id = subjectColumn[subject];
      const { rows } = await client.query({
        name: `visitors of ${subject}`,
        text: `INSERT INTO "${subject}Visitor" ("day", "${id}", "mark")
         SELECT DISTINCT $2::timestamptz, "subjectId", "mark"
         FROM json_to_recordset($1) AS added("subjectId" bigint, "mark" bytea)
         ORDER BY "subjectId", "mark"
         ON CONFLICT DO NOTHING RETURNING "${id}" AS "subjectId"`,
        values: [
          JSON.stringify(visitors.map(({ subjectId, mark }) => ({ subjectId, mark: toHex(mark) }))),
          new Date(day),
        ],
      });
      return rows.map(({ subjectId }) => subjectId);
    },
    countVisitors: async (subject, day, subjectIds) => {
      if (subjectIds.length === 0) return new Map();
      const id = subjectColumn[subject];
      const { rows } = await client.query<{ id: number; visitors: string }>({
        name: `counted visitors of ${subject}`,
        text: `SELECT "${id}" AS "id", sum("visitors") AS "visitors" FROM "${subject}Hour"
               WHERE "${id}" = ANY($1::bigint[]) AND "hour" >= $2 AND "hour" < $3 GROUP BY 1`,
        values: [subjectIds, new Date(day), new Date(day + dayMilliseconds)],
      });
      return new Map(rows.map(({ id, visitors }) => [id, Number(visitors)]));
    },
    listVisitorHashes: async (subject, day, subjectId) => {
      const { rows } = await client.query<{ mark: Buffer }>(
        `SELECT "mark" FROM "${subject}Visitor" WHERE "day" = $1 AND "${subjectColumn[subject]}" = $2`,
        [new Date(day), subjectId],
      );
      return rows.map(({ mark }) => mark);
    },
    readSketches: async (subject, day, subjectIds) => {
      if (subjectIds.length === 0) return new Map();
      const id = subjectColumn[subject];
      const { rows } = await client.query<{ id: number; registers: Buffer }>({
        name: `sketches of ${subject}`,
        text: `SELECT "${id}" AS "id", "registers" FROM "${subject}VisitorSketch"
               WHERE "day" = $2 AND "${id}" = ANY($1::bigint[])`,
        values: [subjectIds, new Date(day)],
      });
      return new Map(rows.map(({ id, registers }) => [id, registers]));
    },
    saveSketches: async (subject, day, sketches) => {
      if (sketches.size === 0) return;
      const id = subjectColumn[subject];
      const rows = [...sketches].map(([subjectId, registers]) => ({
        subjectId,
        registers: toHex(registers),
      }));
      await client.query({
        name: `saved sketches of ${subject}`,
        text: `INSERT INTO "${subject}VisitorSketch" ("day", "${id}", "registers")
         SELECT $2::timestamptz, "subjectId", "registers"
         FROM json_to_recordset($1) AS added("subjectId" bigint, "registers" bytea)
         ORDER BY "subjectId"
         ON CONFLICT ("day", "${id}") DO UPDATE SET "registers" = excluded."registers"`,
        values: [JSON.stringify(rows), new Date(day)],
      });
    },
  };
}

/** Returns bytes in the hexadecimal format that PostgreSQL reads. */
export function toHex(bytes: Buffer): string {
  return `\\x${Buffer.from(bytes).toString("hex")}`;
}
