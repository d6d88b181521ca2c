import SqliteDatabase from "better-sqlite3";
import type { Lookup, SessionRow, TokenRow } from "../lookup.ts";
import { sqlitePath } from "./adapter.ts";
import { openLinkLookup } from "./linkLookup.ts";

/**
 * Excludes accounts that the owner deleted or the operator disabled: their credentials are not found. A
 * join would double the total time.
 */
const activeAccountCondition = `(SELECT "disabledAt" IS NULL AND "deletedAt" IS NULL FROM "User"
  WHERE "User"."id" = "ownerId")`;

/** Opens lookups on connections of their own. Readers never wait for the writer (WAL). */
export function openLookup(databaseUrl: string): Lookup {
  const links = openLinkLookup(databaseUrl);
  const database = new SqliteDatabase(sqlitePath(databaseUrl), { readonly: true });
  const tokenBy = <Key>(column: "id" | "secretHash") =>
    database.prepare<[Key], TokenRow>(
      `SELECT "id", "ownerId", "scopes", "lastUsedAt", "expiresAt", "revokedAt"
       FROM "ApiToken" WHERE "${column}" = ? AND ${activeAccountCondition}`,
    );
  const sessionBy = <Key>(column: "id" | "secretHash") =>
    database.prepare<[Key], SessionRow>(
      `SELECT "id", "ownerId", "lastSeenAt", "expiresAt"
       FROM "Session" WHERE "${column}" = ? AND ${activeAccountCondition}`,
    );
  const token = tokenBy<Uint8Array>("secretHash");
  const tokenById = tokenBy<number>("id");
  const session = sessionBy<Uint8Array>("secretHash");
  const sessionById = sessionBy<number>("id");
  const retired = database.prepare<[string]>(`SELECT 1 FROM "RetiredCode" WHERE "shortCode" = ?`);
  return {
    findLink: links.findLink,
    findToken: (secretHash) => token.get(secretHash),
    findTokenById: (id) => tokenById.get(id),
    findSession: (secretHash) => session.get(secretHash),
    findSessionById: (id) => sessionById.get(id),
    isRetired: (shortCode) => retired.get(shortCode) !== undefined,
    close: () => {
      links.close();
      database.close();
    },
  };
}
