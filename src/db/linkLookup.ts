import SqliteDatabase from "better-sqlite3";
import { sqlitePath } from "./sqlite.ts";

/** The columns of a link that a redirect needs, as they are stored: times in milliseconds. */
export interface LinkRow {
  id: number;
  originalUrl: string;
  isActive: number;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  clickCount: number;
  passwordHash: string | null;
}

export interface LinkLookup {
  /** The link with this code, which is in lower case. */
  find(shortCode: string): LinkRow | undefined;
  close(): void;
}

/**
 * One prepared statement on a connection of its own, past the query engine: a redirect that is not
 * remembered costs a tenth of what it would. Readers never wait for the writer (WAL).
 */
export function openLinkLookup(databaseUrl: string): LinkLookup {
  const database = new SqliteDatabase(sqlitePath(databaseUrl), { readonly: true });
  const statement = database.prepare<[string], LinkRow>(
    `SELECT "id", "originalUrl", "isActive", "redirectType", "expiresAt", "maxClicks",
            "clickCount", "passwordHash"
     FROM "Link" WHERE "shortCode" = ?`,
  );
  return {
    find: (shortCode) => statement.get(shortCode),
    close: () => void database.close(),
  };
}
