import { queryDatabase } from "./database.ts";

/** Returns every total that the database keeps of all clicks. */
export async function readCounters(databaseUrl: string) {
  const [counts] = await queryDatabase(
    databaseUrl,
    `SELECT (SELECT sum("clickCount") FROM "Link") AS "total",
       (SELECT count(*) FROM "Click") AS "clicks",
       (SELECT sum("clicks") FROM "LinkHour") AS "hoursOfLink",
       (SELECT sum("clicks") FROM "UserHour") AS "hoursOfUser"`,
  );
  return counts;
}

/** Returns the expected totals for this many clicks. */
export const expectedCounters = (clicks: number) => ({
  total: clicks,
  clicks,
  hoursOfLink: clicks,
  hoursOfUser: clicks,
});
