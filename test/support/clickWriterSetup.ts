import { onTestFinished } from "vitest";
import { createClickWriter } from "../../src/core/clicks/clickWriter.ts";
import type { Visit } from "../../src/core/clicks/visit.ts";
import { createVisitQueue } from "../../src/core/clicks/visitQueue.ts";
import { openStorage } from "../../src/db/openStorage.ts";
import { newDatabaseUrl } from "./database.ts";
import { plainBrowser } from "./plainBrowser.ts";

export const monday = Date.UTC(2030, 0, 7);
export const hour = 3_600_000;
export const day = 24 * hour;

/** Returns a visit to the first of two links. */
export function createVisit(at: number, changes: Partial<Visit> = {}): Visit {
  const nothing = {
    userAgent: plainBrowser,
    referrer: "",
    country: "",
    anonymous: false,
    counted: false,
  };
  return { linkId: 1, at, ipAddress: "203.0.113.7", ...nothing, ...changes };
}

/** Creates a database with two links of one owner, and a function that opens click writers. */
export async function setUpClickWriter(geoipDatabase?: string, clickRowsPerMinute = 10_000) {
  const databaseUrl = await newDatabaseUrl();
  const { database, close } = await openStorage({ databaseUrl });
  onTestFinished(close);
  await database.user.create({ data: { email: "a", emailKey: "a", passwordHash: "" } });
  for (const shortCode of ["one", "two"]) {
    await database.link.create({
      data: { shortCode, originalUrl: "https://a.example/", ownerId: 1 },
    });
  }
  const open = () => {
    const writer = createClickWriter({
      databaseUrl,
      ownHost: "lnk7.test",
      geoipDatabase,
      clickRowsPerMinute,
    });
    onTestFinished(() => writer.close());
    return writer;
  };
  return { database, databaseUrl, open };
}

/** Writes visits as the only process of an installation does. */
export async function writeVisits(writer: ReturnType<typeof createClickWriter>, visits: Visit[]) {
  const waiting = createVisitQueue(10_000);
  for (const one of visits) waiting.add(one);
  for (let batch = waiting.take(); batch; batch = waiting.take()) await writer.write(batch, false);
}
