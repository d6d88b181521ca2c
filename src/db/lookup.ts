import SqliteDatabase from "better-sqlite3";
import { type LinkListQuery, type LinkPlace, prepareLinkLists } from "./linkLists.ts";
import { sqlitePath } from "./sqlite.ts";

/** The columns of a link that a redirect needs, as they are stored: times in milliseconds. */
export interface LinkRow {
  id: number;
  ownerId: number;
  originalUrl: string;
  isActive: number;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  clickCount: number;
  passwordHash: string | null;
  version: number;
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

/** The same of a session. */
export interface SessionRow {
  id: number;
  ownerId: number;
  lastSeenAt: number;
  expiresAt: number;
}

export interface Lookup {
  /** The link with this code, in lower case, unless its owner has deleted the account. */
  findLink(shortCode: string): LinkRow | undefined;
  /** The token whose secret has this SHA-256, if its owner's account is open; so below. */
  findToken(secretHash: Uint8Array): TokenRow | undefined;
  findTokenById(id: number): TokenRow | undefined;
  /** The session whose secret has this SHA-256. */
  findSession(secretHash: Uint8Array): SessionRow | undefined;
  findSessionById(id: number): SessionRow | undefined;
  /** True for the code of a deleted link, in lower case. */
  isRetired(shortCode: string): boolean;
  /** Where an owner's links stand that a list asks for, in its order. */
  listLinks(query: LinkListQuery): LinkPlace[];
  close(): void;
}

/** Of an account that its owner deleted, or whoever runs the service disabled, nothing opens. */
const ofOpenAccount = `JOIN "User" ON "User"."id" = "ownerId"
  WHERE "User"."disabledAt" IS NULL AND "User"."deletedAt" IS NULL`;

/**
 * What is asked all the time, as prepared statements on a connection of its own, past the query
 * engine: each costs a tenth of what it would. Readers never wait for the writer (WAL).
 */
export function openLookup(databaseUrl: string): Lookup {
  const database = new SqliteDatabase(sqlitePath(databaseUrl), { readonly: true });
  const link = database.prepare<[string], LinkRow>(
    `SELECT "Link"."id", "ownerId", "originalUrl", "isActive", "redirectType", "expiresAt",
            "maxClicks", "clickCount", "Link"."passwordHash", "version"
     FROM "Link" JOIN "User" ON "User"."id" = "ownerId"
     WHERE "shortCode" = ? AND "deletedAt" IS NULL`,
  );
  const tokenBy = <Key>(column: "id" | "secretHash") =>
    database.prepare<[Key], TokenRow>(
      `SELECT "ApiToken"."id", "ownerId", "scopes", "lastUsedAt", "expiresAt", "revokedAt"
       FROM "ApiToken" ${ofOpenAccount} AND "ApiToken"."${column}" = ?`,
    );
  const sessionBy = <Key>(column: "id" | "secretHash") =>
    database.prepare<[Key], SessionRow>(
      `SELECT "Session"."id", "ownerId", "lastSeenAt", "expiresAt"
       FROM "Session" ${ofOpenAccount} AND "Session"."${column}" = ?`,
    );
  const token = tokenBy<Uint8Array>("secretHash");
  const tokenById = tokenBy<number>("id");
  const session = sessionBy<Uint8Array>("secretHash");
  const sessionById = sessionBy<number>("id");
  const retired = database.prepare<[string]>(`SELECT 1 FROM "RetiredCode" WHERE "shortCode" = ?`);
  return {
    findLink: (shortCode) => link.get(shortCode),
    findToken: (secretHash) => token.get(secretHash),
    findTokenById: (id) => tokenById.get(id),
    findSession: (secretHash) => session.get(secretHash),
    findSessionById: (id) => sessionById.get(id),
    isRetired: (shortCode) => retired.get(shortCode) !== undefined,
    listLinks: prepareLinkLists(database),
    close: () => void database.close(),
  };
}
