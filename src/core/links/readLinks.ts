import type { Link, Prisma } from "../../db/database.ts";
import { type Actor, requireScope, requireSelf } from "../auth/actor.ts";
import type { Scope } from "../auth/scopes.ts";
import { InvalidPaginationError, LinkNotFoundError } from "../errors.ts";
import { maxPageSize } from "../pagination/connectionArguments.ts";
import { isShortCode } from "./shortCode.ts";

/** Identifies a link by its id or short code. */
export type LinkReference = { id: number } | { shortCode: string };

type Query = Pick<Prisma.LinkFindUniqueArgs, "include" | "select">;

/** Keeps the offset within the range of both database engines. */
export const maxPage = 10_000_000;

/** Returns the error for a link that does not exist or is not visible to the actor. */
export function linkNotFoundError(): LinkNotFoundError {
  return new LinkNotFoundError("Link not found.");
}

/**
 * Returns a filter for a link if it is owned by the actor's user. Throws if the actor lacks the
 * scope.
 */
export function ownedLinkFilter(
  actor: Actor,
  reference: LinkReference,
  scope: Scope,
): LinkReference & { ownerId: number } {
  const { userId } = requireScope(actor, scope);
  return { ...normalizeReference(reference), ownerId: userId };
}

/** Returns one of the actor's links, or null. Needs `links:read`. */
export async function findLink(
  actor: Actor,
  reference: LinkReference,
  query: Query = {},
): Promise<Link | null> {
  return actor.services.database.link.findUnique({
    ...query,
    where: ownedLinkFilter(actor, reference, "links:read"),
  });
}

/** Returns one of the actor's links for an action that needs the scope. Throws LinkNotFoundError. */
export async function requireOwnedLink(
  actor: Actor,
  reference: LinkReference,
  scope: Scope,
): Promise<Link> {
  const link = await actor.services.database.link.findUnique({
    where: ownedLinkFilter(actor, reference, scope),
  });
  if (!link) throw linkNotFoundError();
  return link;
}

/**
 * Returns one numbered page of a user's links, newest first, for that user only. Needs
 * `links:read`. Throws ForbiddenError. Throws InvalidPaginationError for a page below 1 or above
 * 10,000,000, or if `perPage` is not 1 to 100.
 */
export async function listLinkPage(
  actor: Actor,
  userId: number,
  { page, perPage }: { page: number; perPage: number },
): Promise<{ links: Link[]; page: number; perPage: number; hasNext: boolean }> {
  const { services } = requireSelf(actor, userId, "links:read");
  if (page < 1 || page > maxPage) {
    throw new InvalidPaginationError(`page must be a whole number from 1 to ${maxPage}.`, "page");
  }
  if (perPage < 1 || perPage > maxPageSize) {
    throw new InvalidPaginationError(
      `perPage must be a whole number from 1 to ${maxPageSize}.`,
      "perPage",
    );
  }
  const links = await services.queues.read(userId, ({ database }) =>
    database.link.findMany({
      where: { ownerId: userId },
      orderBy: { id: "desc" },
      skip: (page - 1) * perPage,
      take: perPage + 1,
    }),
  );
  return { links: links.slice(0, perPage), page, perPage, hasNext: links.length > perPage };
}

function normalizeReference(reference: LinkReference): LinkReference {
  if (!("shortCode" in reference)) return reference;
  // Invalid text matches no link. It may contain characters that a database rejects.
  return { shortCode: isShortCode(reference.shortCode) ? reference.shortCode.toLowerCase() : "" };
}
