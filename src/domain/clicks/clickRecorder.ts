import { type Database, Prisma } from "../../db/database.ts";

import type { Visit } from "./visit.ts";

/** Counts clicks without making visitors wait for the database. */
export interface ClickRecorder {
  record(visit: Visit): void;
  /** Writes what is still unwritten and stops. */
  close(): Promise<void>;
}

interface Tally {
  clicks: number;
  lastClickedAt: number;
}

const flushMilliseconds = 250;
/** Keeps one statement below the number of parameters that either database engine takes. */
const linksPerStatement = 1_000;

/**
 * Starts a recorder that writes at the latest a quarter of a second after a click, all links in one
 * statement. What could not be written is kept and tried again; `onError` hears of it.
 */
export function createClickRecorder(
  database: Database,
  onError: (error: unknown) => void,
): ClickRecorder {
  let waiting = new Map<number, Tally>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function record({ linkId, at, counted }: Visit): void {
    if (counted) return;
    add(waiting, linkId, { clicks: 1, lastClickedAt: at });
    timer ??= setTimeout(flush, flushMilliseconds);
  }

  function flush(): void {
    timer = undefined;
    writing = writing.then(write).catch((error) => {
      onError(error);
      timer ??= setTimeout(flush, flushMilliseconds);
    });
  }

  async function write(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    const tallies = [...batch];
    try {
      while (tallies.length > 0) {
        await addToCounts(database, tallies.slice(0, linksPerStatement));
        tallies.splice(0, linksPerStatement);
      }
    } catch (error) {
      for (const [linkId, tally] of tallies) add(waiting, linkId, tally);
      throw error;
    }
  }

  return {
    record,
    close: async () => {
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}

function add(tallies: Map<number, Tally>, linkId: number, { clicks, lastClickedAt }: Tally): void {
  const tally = tallies.get(linkId);
  if (!tally) {
    tallies.set(linkId, { clicks, lastClickedAt });
    return;
  }
  tally.clicks += clicks;
  tally.lastClickedAt = Math.max(tally.lastClickedAt, lastClickedAt);
}

async function addToCounts(database: Database, tallies: [number, Tally][]): Promise<void> {
  const rows = tallies.map(
    ([linkId, tally]) => Prisma.sql`(${linkId}, ${tally.clicks}, ${new Date(tally.lastClickedAt)})`,
  );
  await database.$executeRaw`
    WITH tally (link_id, clicks, last_clicked_at) AS (VALUES ${Prisma.join(rows)})
    UPDATE "Link" SET
      "clickCount" = "clickCount" + tally.clicks,
      "lastClickedAt" = tally.last_clicked_at
    FROM tally WHERE "Link"."id" = tally.link_id`;
}
