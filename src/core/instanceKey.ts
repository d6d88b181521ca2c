import { randomBytes } from "node:crypto";
import { type Database, isUniqueViolation } from "../db/database.ts";

const keyBytes = 32;
/** There is one. */
const id = 1;

/**
 * The key of this service, with which it hashes what it must not keep as it is. Made at the first start,
 * and the same for all processes of the database.
 */
export async function readInstanceKey({ instanceKey }: Database): Promise<Uint8Array> {
  const existing = await instanceKey.findUnique({ where: { id } });
  if (existing) return existing.key;
  const key = new Uint8Array(randomBytes(keyBytes));
  try {
    return (await instanceKey.create({ data: { id, key } })).key;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Of processes that start at once, another was faster.
    return (await instanceKey.findUniqueOrThrow({ where: { id } })).key;
  }
}
