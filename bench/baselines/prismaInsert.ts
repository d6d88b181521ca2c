/** Runs the insert behind the creation of a link through the client alone. Prints inserts per second. */

import { generateShortCode } from "../../src/core/links/shortCode.ts";
import { isUniqueViolation } from "../../src/db/database.ts";
import { openStorage } from "../../src/db/openStorage.ts";

const [databaseUrl = "", seconds = "2"] = process.argv.slice(2);
const storage = await openStorage({ databaseUrl });
const { database } = storage;
const warmUpSeconds = 1;
let inserts = 0;

async function insertUntil(end: number): Promise<void> {
  while (performance.now() < end) {
    const shortCode = generateShortCode();
    try {
      await database.link.create({
        data: { shortCode, originalUrl: "https://example.com/", ownerId: 2 },
      });
      inserts++;
    } catch (error) {
      // After many runs on one database, a generated code is occasionally taken.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

async function insertFor(duration: number): Promise<void> {
  const end = performance.now() + duration * 1_000;
  await Promise.all(Array.from({ length: 16 }, () => insertUntil(end)));
}

await insertFor(warmUpSeconds);
inserts = 0;
await insertFor(Number(seconds));
console.log(inserts / Number(seconds));
await storage.close();
