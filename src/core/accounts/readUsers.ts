import type { Prisma, User } from "../../db/database.ts";
import type { Actor } from "../auth/actor.ts";

type Query = Pick<Prisma.UserFindUniqueArgs, "include" | "select">;

/** Returns the actor's user, or null for an anonymous actor. */
export async function findViewer(actor: Actor, query: Query = {}): Promise<User | null> {
  if (actor.kind === "anonymous") return null;
  return actor.services.database.user.findUnique({ ...query, where: { id: actor.userId } });
}

/** Returns a filter for the user with this id if the actor may see it. Users see only themselves. */
export function visibleUserFilter(actor: Actor, id: number): Prisma.UserWhereUniqueInput {
  return { id, AND: { id: actor.kind === "anonymous" ? -1 : actor.userId } };
}
