import { randomBytes } from "node:crypto";
import { type Database, isUniqueViolation } from "../db/database.ts";

const keyBytes = 32;
/** The table has a single row. */
const id = 1;

/**
 * Returns the key with which this service hashes data that must not be stored in plain text.
 * Creates it at the first start. All processes of the database use the same key.
 */
export async function readInstanceKey({ instanceKey }: Database): Promise<Uint8Array> {
  const existing = await instanceKey.findUnique({ where: { id } });
  if (existing) return existing.key;
  const key = new Uint8Array(randomBytes(keyBytes));
  try {
    return (await instanceKey.create({ data: { id, key } })).key;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another process that started at the same time has created the key.
    return (await instanceKey.findUniqueOrThrow({ where: { id } })).key;
  }
}
