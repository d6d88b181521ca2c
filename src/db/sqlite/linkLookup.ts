import SqliteDatabase from "better-sqlite3";
import type { LinkRow } from "../lookup.ts";
import { sqlitePath } from "./adapter.ts";

/**
 * Finds links for redirects, on a connection of its own. What is asked within one turn of the event
 * loop is read from one state of the database: to lock and look at its newest state takes longer than
 * to find a link. What is asked for with `isFresh` is read from the state of that moment.
 */
export function openLinkLookup(databaseUrl: string) {
  const database = new SqliteDatabase(sqlitePath(databaseUrl), { readonly: true });
  // A join takes twice the time of the whole.
  const link = database.prepare<[string], LinkRow>(
    `SELECT "id", "ownerId", "originalUrl", "isActive", "redirectType", "expiresAt", "maxClicks",
            "clickCount", "passwordHash", "version"
     FROM "Link" WHERE "shortCode" = ?
       AND (SELECT "deletedAt" FROM "User" WHERE "User"."id" = "ownerId") IS NULL`,
  );
  const begin = database.prepare("BEGIN");
  const end = database.prepare("COMMIT");
  let tickEnd: NodeJS.Immediate | undefined;

  function beginSnapshot(): void {
    if (tickEnd) return;
    begin.run();
    tickEnd = setImmediate(endSnapshot);
  }

  function endSnapshot(): void {
    if (!tickEnd) return;
    clearImmediate(tickEnd);
    tickEnd = undefined;
    end.run();
  }

  return {
    findLink: (shortCode: string, isFresh?: boolean): LinkRow | undefined => {
      if (isFresh) endSnapshot();
      else beginSnapshot();
      return link.get(shortCode);
    },
    close: () => {
      endSnapshot();
      database.close();
    },
  };
}
