import type pg from "pg";
import type { ClickTransaction, DayIncrement, StatsSubjectKind } from "../clickStore.ts";
import { createVisitorStatements, subjectColumn, toHex } from "./visitorStatements.ts";

/**
 * Creates the statements of a transaction that writes clicks. Each handles all rows at once, passed as
 * JSON. Rows are locked in the order of their keys, so writers do not deadlock.
 */
export function createClickTransaction(client: pg.PoolClient): ClickTransaction {
  const run = (name: string, text: string, rows: unknown[], ...others: unknown[]) =>
    client.query({ name, text, values: [JSON.stringify(rows), ...others] });
  /**
   * Returns the table and the id column of a subject. Statement names include the table to be unique.
   */
  const tableOf = (subject: StatsSubjectKind) => ({ table: subject, id: subjectColumn[subject] });

  return {
    claimBatch: async (id, now) => {
      const { rowCount } = await client.query(
        `INSERT INTO "WrittenBatch" ("id", "writtenAt") VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        [id, new Date(now)],
      );
      return rowCount === 1;
    },
    findOwners: async (linkIds) => {
      const { rows } = await client.query<{ id: number; ownerId: number }>({
        name: "owners",
        text: `SELECT "id", "ownerId" FROM "Link" WHERE "id" = ANY($1::bigint[])
               ORDER BY "id" FOR NO KEY UPDATE`,
        values: [linkIds],
      });
      // Locks the users, so values that are new to a user's day are counted by one writer at a time.
      await client.query({
        name: "lock users",
        text: `SELECT FROM "User" WHERE "id" = ANY($1::bigint[]) ORDER BY "id" FOR NO KEY UPDATE`,
        values: [[...new Set(rows.map(({ ownerId }) => ownerId))]],
      });
      return new Map(rows.map(({ id, ownerId }) => [id, ownerId]));
    },
    insertClicks: async (clicks) => {
      if (clicks.length === 0) return;
      await run(
        "clicks",
        insertClicksSql,
        clicks.map(({ at, isBot, visitorMark, ...click }) => ({
          ...click,
          at: new Date(at),
          isBot: isBot === 1,
          visitorMark: visitorMark && toHex(visitorMark),
        })),
      );
    },
    incrementLinks: async (increments) => {
      if (increments.length === 0) return;
      await run(
        "links",
        incrementLinksSql,
        increments.map((increment) => ({
          ...increment,
          lastClickedAt: new Date(increment.lastClickedAt),
        })),
      );
    },
    ...createVisitorStatements(client),
    incrementHours: async (subject, hour, increments) => {
      if (increments.length === 0) return;
      const { table, id } = tableOf(subject);
      await run(
        `hours of ${table}`,
        `INSERT INTO "${table}Hour" AS kept ("${id}", "hour", "clicks", "visitors", "bots")
         SELECT "subjectId", $2, "clicks", "visitors", "bots" FROM json_to_recordset($1)
           AS added("subjectId" bigint, "clicks" bigint, "visitors" bigint, "bots" bigint)
         ORDER BY "subjectId"
         ON CONFLICT ("${id}", "hour") DO UPDATE SET "clicks" = kept."clicks" + excluded."clicks",
           "visitors" = kept."visitors" + excluded."visitors", "bots" = kept."bots" + excluded."bots"`,
        increments,
        new Date(hour),
      );
    },
    incrementDays: async (subject, day, increments) => {
      if (increments.length === 0) return;
      const { table, id } = tableOf(subject);
      await run(
        `days of ${table}`,
        `INSERT INTO "${table}Day" AS kept ("${id}", "day", "dimension", "value", "clicks")
         SELECT "subjectId", $2, "dimension", "value", "clicks" FROM json_to_recordset($1)
           AS added("subjectId" bigint, "dimension" text, "value" text, "clicks" bigint)
         ORDER BY "subjectId", "dimension", "value"
         ON CONFLICT ("${id}", "dimension", "day", "value")
         DO UPDATE SET "clicks" = kept."clicks" + excluded."clicks"`,
        increments,
        new Date(day),
      );
    },
    missingValues: async (subject, day, increments) => {
      if (increments.length === 0) return [];
      const { table, id } = tableOf(subject);
      const { rows } = await run(
        `unknown of ${table}`,
        `SELECT added.* FROM json_to_recordset($1)
           AS added("subjectId" bigint, "dimension" text, "value" text, "clicks" bigint)
         WHERE NOT EXISTS (SELECT FROM "${table}Day" AS kept
           WHERE kept."${id}" = added."subjectId" AND kept."dimension" = added."dimension"
             AND kept."day" = $2 AND kept."value" = added."value")`,
        increments,
        new Date(day),
      );
      return rows as DayIncrement[];
    },
    countValues: async (subject, day, dimension, subjectIds) => {
      if (subjectIds.length === 0) return new Map();
      const { table, id } = tableOf(subject);
      const { rows } = await client.query<{ id: number; count: number }>({
        name: `values of ${table}`,
        text: `SELECT "${id}" AS "id", count(*) AS "count" FROM "${table}Day"
               WHERE "${id}" = ANY($1::bigint[]) AND "dimension" = $2 AND "day" = $3 GROUP BY 1`,
        values: [subjectIds, dimension, new Date(day)],
      });
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
    listValues: async (subject, day, dimension, subjectIds) => {
      if (subjectIds.length === 0) return [];
      const { table, id } = tableOf(subject);
      const { rows } = await client.query<DayIncrement>({
        name: `list of ${table}`,
        text: `SELECT "${id}" AS "subjectId", "dimension", "value", "clicks" FROM "${table}Day"
               WHERE "${id}" = ANY($1::bigint[]) AND "dimension" = $2 AND "day" = $3`,
        values: [subjectIds, dimension, new Date(day)],
      });
      return rows;
    },
    removeValues: async (subject, day, values) => {
      if (values.length === 0) return;
      const { table, id } = tableOf(subject);
      await run(
        `removed of ${table}`,
        `DELETE FROM "${table}Day" AS kept USING json_to_recordset($1)
           AS removed("subjectId" bigint, "dimension" text, "value" text)
         WHERE kept."${id}" = removed."subjectId" AND kept."dimension" = removed."dimension"
           AND kept."day" = $2 AND kept."value" = removed."value"`,
        values,
        new Date(day),
      );
    },
  };
}

const insertClicksSql = `INSERT INTO "Click" ("linkId", "at", "referrerHost", "country", "browser",
    "system", "device", "isBot", "visitorMark")
  SELECT "linkId", "at", "referrerHost", "country", "browser", "system", "device", "isBot",
    "visitorMark" FROM json_to_recordset($1) AS added("linkId" bigint, "at" timestamptz,
    "referrerHost" text, "country" text, "browser" text, "system" text, "device" text,
    "isBot" boolean, "visitorMark" bytea)`;

const incrementLinksSql = `UPDATE "Link" SET "clickCount" = "clickCount" + added."clicks",
    "lastClickedAt" = greatest("Link"."lastClickedAt", added."lastClickedAt")
  FROM json_to_recordset($1)
    AS added("linkId" bigint, "clicks" bigint, "lastClickedAt" timestamptz)
  WHERE "id" = added."linkId"`;
