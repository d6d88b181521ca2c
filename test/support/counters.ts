import { queryDatabase } from "./database.ts";

/** Every count that the database keeps of all clicks. */
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

/** What they are where so many clicks are counted, everywhere. */
export const expectedCounters = (clicks: number) => ({
  total: clicks,
  clicks,
  hoursOfLink: clicks,
  hoursOfUser: clicks,
});
