import { type LinkRow, linkRowColumns } from "../linkRow.ts";
import type { Lookup, SessionRow, TokenRow } from "../lookup.ts";
import type { OnStatement } from "../statementMetrics.ts";
import type { StorageOptions } from "../storage.ts";
import { openPool } from "./pool.ts";
import { createQueryRunner, preparedQuery } from "./query.ts";

/**
 * Excludes accounts that the owner deleted or the operator disabled: their credentials are not found.
 */
const activeAccountJoin = `JOIN "User" ON "User"."id" = "ownerId"
  WHERE "User"."disabledAt" IS NULL AND "User"."deletedAt" IS NULL`;

/** Opens lookups on connections of their own. Calls `onStatement` for failures. */
export function openLookup(
  options: StorageOptions,
  connections: number,
  onStatement: OnStatement,
): Lookup {
  const pool = openPool(options, connections);
  const runQuery = createQueryRunner(pool, onStatement);
  const link = preparedQuery<LinkRow>(
    runQuery,
    "link",
    `SELECT ${linkRowColumns} FROM "Link" JOIN "User" ON "User"."id" = "ownerId"
     WHERE "shortCode" = $1 AND "deletedAt" IS NULL`,
  );
  const tokenBy = (column: "id" | "secretHash") =>
    preparedQuery<TokenRow>(
      runQuery,
      `token by ${column}`,
      `SELECT "ApiToken"."id", "ownerId", "scopes", "lastUsedAt", "expiresAt", "revokedAt"
       FROM "ApiToken" ${activeAccountJoin} AND "ApiToken"."${column}" = $1`,
    );
  const sessionBy = (column: "id" | "secretHash") =>
    preparedQuery<SessionRow>(
      runQuery,
      `session by ${column}`,
      `SELECT "Session"."id", "ownerId", "lastSeenAt", "expiresAt"
       FROM "Session" ${activeAccountJoin} AND "Session"."${column}" = $1`,
    );
  const token = tokenBy("secretHash");
  const tokenById = tokenBy("id");
  const session = sessionBy("secretHash");
  const sessionById = sessionBy("id");
  const retired = preparedQuery(
    runQuery,
    "retired",
    `SELECT 1 FROM "RetiredCode" WHERE "shortCode" = $1`,
  );
  return {
    findLink: async (linkKey) => (await link(linkKey))[0],
    findToken: async (secretHash) => (await token(secretHash))[0],
    findTokenById: async (id) => (await tokenById(id))[0],
    findSession: async (secretHash) => (await session(secretHash))[0],
    findSessionById: async (id) => (await sessionById(id))[0],
    isRetired: async (linkKey) => (await retired(linkKey)).length > 0,
    close: () => pool.end(),
  };
}
