import type { Prisma, User } from "../../db/database.ts";
import type { Actor } from "../actors/actor.ts";

type Query = Pick<Prisma.UserFindUniqueArgs, "include" | "select">;

/** The user behind the actor; null where nobody is signed in. */
export async function findViewer(actor: Actor, query: Query = {}): Promise<User | null> {
  if (actor.kind === "anonymous") return null;
  return actor.service.database.user.findUnique({ ...query, where: { id: actor.userId } });
}

/** Picks the user with this id if the actor may see them: people see themselves only. */
export function visibleUserFilter(actor: Actor, id: number): Prisma.UserWhereUniqueInput {
  return { id, AND: { id: actor.kind === "anonymous" ? -1 : actor.userId } };
}
