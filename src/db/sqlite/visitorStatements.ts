import type SqliteDatabase from "better-sqlite3";
import { dayMilliseconds } from "../../time.ts";
import type { StatsSubjectKind, Visitor } from "../clickStore.ts";

/**
 * Prepares the statements for the visitors of a day: rows of their hashes, and sketches of many
 * visitors.
 */
export function prepareVisitorStatements(
  database: SqliteDatabase.Database,
  subject: StatsSubjectKind,
  id: string,
) {
  const insertVisitor = database.prepare<[number, number, Buffer]>(
    `INSERT INTO "${subject}Visitor" ("day", "${id}", "mark") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const visitorCount = database
    .prepare<[number, number, number], number | null>(
      `SELECT sum("visitors") FROM "${subject}Hour" WHERE "${id}" = ? AND "hour" >= ? AND "hour" < ?`,
    )
    .pluck();
  const visitorHashes = database
    .prepare<[number, number], Buffer>(
      `SELECT "mark" FROM "${subject}Visitor" WHERE "day" = ? AND "${id}" = ?`,
    )
    .pluck();
  const sketch = database
    .prepare<[number, number], Buffer>(
      `SELECT "registers" FROM "${subject}VisitorSketch" WHERE "day" = ? AND "${id}" = ?`,
    )
    .pluck();
  const save = database.prepare<[number, number, Buffer]>(
    `INSERT INTO "${subject}VisitorSketch" ("day", "${id}", "registers") VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET "registers" = excluded."registers"`,
  );
  return {
    addVisitors: (day: number, visitors: Visitor[]) =>
      visitors
        .filter(({ subjectId, mark }) => insertVisitor.run(day, subjectId, mark).changes === 1)
        .map(({ subjectId }) => subjectId),
    countVisitors: (day: number, subjectIds: number[]) =>
      new Map(subjectIds.map((id) => [id, visitorCount.get(id, day, day + dayMilliseconds) ?? 0])),
    listVisitorHashes: (day: number, subjectId: number) => visitorHashes.all(day, subjectId),
    readSketches: (day: number, subjectIds: number[]) => {
      const sketches = new Map<number, Buffer>();
      for (const subjectId of subjectIds) {
        const registers = sketch.get(day, subjectId);
        if (registers) sketches.set(subjectId, registers);
      }
      return sketches;
    },
    saveSketches: (day: number, sketches: Map<number, Buffer>) => {
      for (const [subjectId, registers] of sketches) save.run(day, subjectId, registers);
    },
  };
}
