import { Prisma, type PrismaClient } from "./generated/sqlite/client.ts";

/** The generated client that the core reads and writes with. */
export type Database = PrismaClient;

export type {
  ApiToken,
  Click,
  Link,
  LinkChange,
  Session,
  User,
} from "./generated/sqlite/client.ts";
export { Prisma };

/** Returns true if a write failed because another row already holds a value that must be unique. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
