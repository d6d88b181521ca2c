import { Prisma, type PrismaClient } from "./generated/sqlite/client.ts";

/** The generated client: what the domain reads and writes through. */
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

/** True where a write failed because another row already holds a value that must be unique. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
