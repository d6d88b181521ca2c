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

/** The columns of a token that each request needs, as they are stored: times in milliseconds. */
export interface TokenRow {
  id: number;
  ownerId: number;
  scopes: string;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

export interface Lookup {
  /** The link with this code, which is in lower case. */
  findLink(shortCode: string): LinkRow | undefined;
  /** The token whose secret has this SHA-256. */
  findToken(secretHash: Uint8Array): TokenRow | undefined;
  /** True for the code of a deleted link, in lower case. */
  isRetired(shortCode: string): boolean;
  close(): void;
}

/**
 * What is asked all the time, as prepared statements on a connection of its own, past the query
 * engine: each costs a tenth of what it would. Readers never wait for the writer (WAL).
 */
export function openLookup(databaseUrl: string): Lookup {
  const database = new SqliteDatabase(sqlitePath(databaseUrl), { readonly: true });
  const link = database.prepare<[string], LinkRow>(
    `SELECT "id", "originalUrl", "isActive", "redirectType", "expiresAt", "maxClicks",
            "clickCount", "passwordHash"
     FROM "Link" WHERE "shortCode" = ?`,
  );
  const token = database.prepare<[Uint8Array], TokenRow>(
    `SELECT "id", "ownerId", "scopes", "lastUsedAt", "expiresAt", "revokedAt"
     FROM "ApiToken" WHERE "secretHash" = ?`,
  );
  const retired = database.prepare<[string]>(`SELECT 1 FROM "RetiredCode" WHERE "shortCode" = ?`);
  return {
    findLink: (shortCode) => link.get(shortCode),
    findToken: (secretHash) => token.get(secretHash),
    isRetired: (shortCode) => retired.get(shortCode) !== undefined,
    close: () => void database.close(),
  };
}
