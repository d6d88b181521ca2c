import { ask } from "./database.ts";

/** Every count that the database keeps of all clicks. */
export async function countsIn(databaseUrl: string) {
  const [counts] = await ask(
    databaseUrl,
    `SELECT (SELECT sum("clickCount") FROM "Link") AS "total",
       (SELECT count(*) FROM "Click") AS "clicks",
       (SELECT sum("clicks") FROM "LinkHour") AS "hoursOfLink",
       (SELECT sum("clicks") FROM "UserHour") AS "hoursOfUser"`,
  );
  return counts;
}

/** What they are where so many clicks are counted, everywhere. */
export const allOf = (clicks: number) => ({
  total: clicks,
  clicks,
  hoursOfLink: clicks,
  hoursOfUser: clicks,
});
