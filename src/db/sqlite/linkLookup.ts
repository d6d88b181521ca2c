import SqliteDatabase from "better-sqlite3";
import { type LinkKey, type LinkRow, linkRowColumns } from "../linkRow.ts";
import { sqlitePath } from "./adapter.ts";

/**
 * Opens a connection that finds links for redirects. Queries within one turn of the event loop read one
 * snapshot of the database. Locking the database and checking for its newest state takes longer than
 * finding a link. Queries with `isFresh` read the current state.
 */
export function openLinkLookup(databaseUrl: string) {
  const database = new SqliteDatabase(sqlitePath(databaseUrl), { readonly: true });
  // A join would double the total time.
  const link = database.prepare<[LinkKey], LinkRow>(
    `SELECT ${linkRowColumns} FROM "Link" WHERE "shortCode" = ?
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
    findLink: (linkKey: LinkKey, isFresh?: boolean): LinkRow | undefined => {
      if (isFresh) endSnapshot();
      else beginSnapshot();
      return link.get(linkKey);
    },
    close: () => {
      endSnapshot();
      database.close();
    },
  };
}
