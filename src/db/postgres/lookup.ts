import type { LinkRow, Lookup, SessionRow, TokenRow } from "../lookup.ts";
import type { StatementTimes } from "../statementTimes.ts";
import type { StorageSettings } from "../storage.ts";
import { createAsk, prepared } from "./ask.ts";
import { openPool } from "./pool.ts";

/** Of an account that its owner deleted, or whoever runs the service disabled, nothing opens. */
const ofOpenAccount = `JOIN "User" ON "User"."id" = "ownerId"
  WHERE "User"."disabledAt" IS NULL AND "User"."deletedAt" IS NULL`;

/** Looks up on connections of its own. `note` hears of what fails. */
export function openLookup(
  settings: StorageSettings,
  connections: number,
  note: StatementTimes,
): Lookup {
  const pool = openPool(settings, connections);
  const ask = createAsk(pool, note);
  const link = prepared<LinkRow>(
    ask,
    "link",
    `SELECT "Link"."id", "ownerId", "originalUrl", "isActive"::int AS "isActive", "redirectType",
            "expiresAt", "maxClicks", "clickCount", "Link"."passwordHash", "version"
     FROM "Link" JOIN "User" ON "User"."id" = "ownerId"
     WHERE "shortCode" = $1 AND "deletedAt" IS NULL`,
  );
  const tokenBy = (column: "id" | "secretHash") =>
    prepared<TokenRow>(
      ask,
      `token by ${column}`,
      `SELECT "ApiToken"."id", "ownerId", "scopes", "lastUsedAt", "expiresAt", "revokedAt"
       FROM "ApiToken" ${ofOpenAccount} AND "ApiToken"."${column}" = $1`,
    );
  const sessionBy = (column: "id" | "secretHash") =>
    prepared<SessionRow>(
      ask,
      `session by ${column}`,
      `SELECT "Session"."id", "ownerId", "lastSeenAt", "expiresAt"
       FROM "Session" ${ofOpenAccount} AND "Session"."${column}" = $1`,
    );
  const token = tokenBy("secretHash");
  const tokenById = tokenBy("id");
  const session = sessionBy("secretHash");
  const sessionById = sessionBy("id");
  const retired = prepared(ask, "retired", `SELECT 1 FROM "RetiredCode" WHERE "shortCode" = $1`);
  return {
    findLink: async (shortCode) => (await link(shortCode))[0],
    findToken: async (secretHash) => (await token(secretHash))[0],
    findTokenById: async (id) => (await tokenById(id))[0],
    findSession: async (secretHash) => (await session(secretHash))[0],
    findSessionById: async (id) => (await sessionById(id))[0],
    isRetired: async (shortCode) => (await retired(shortCode)).length > 0,
    close: () => pool.end(),
  };
}
