import { z } from "zod";
import type { Database, Link, LinkChange, Prisma } from "../../db/database.ts";
import { type Actor, requireSelf, type SignedInActor } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import type { Page } from "../pagination/readPage.ts";
import { readPageByIdDesc } from "../pagination/readPageByIdDesc.ts";
import { createTotalCount } from "../pagination/totalCount.ts";
import { type LinkSettingColumn, linkSettingColumns } from "./linkSettings.ts";

const maxHistoryEntries = 100;

/** A setting as text before and after a change; null if unset. */
export interface SettingChange {
  setting: LinkSettingColumn;
  before: string | null;
  after: string | null;
}

/** Records what the actor has changed of the link, if anything. Keeps the newest 100 changes. */
export async function recordChange(
  { linkChange, apiToken }: Pick<Database, "linkChange" | "apiToken">,
  actor: SignedInActor,
  before: Link,
  after: Link,
): Promise<void> {
  const changes: SettingChange[] = linkSettingColumns
    .filter((setting) => before[setting]?.valueOf() !== after[setting]?.valueOf())
    .map((setting) => ({
      setting,
      before: toHistoryText(before, setting),
      after: toHistoryText(after, setting),
    }));
  if (changes.length === 0) return;
  const token =
    actor.kind === "token" ? await apiToken.findUnique({ where: { id: actor.tokenId } }) : null;
  const linkId = after.id;
  await linkChange.create({
    data: { linkId, tokenName: token?.name ?? null, changes: JSON.stringify(changes) },
  });
  const [oldest] = await linkChange.findMany({
    where: { linkId },
    orderBy: { id: "desc" },
    skip: maxHistoryEntries,
    take: 1,
  });
  if (oldest) await linkChange.deleteMany({ where: { linkId, id: { lte: oldest.id } } });
}

/**
 * Returns the changes of one of the actor's links, newest first. Needs `links:read`. Throws
 * ForbiddenError for a link of another user, and what `readPageByIdDesc` throws.
 */
export async function listChanges(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  connectionArguments: ConnectionArguments,
  query: Pick<Prisma.LinkChangeFindManyArgs, "include" | "select"> = {},
): Promise<Page<LinkChange>> {
  const { services } = requireSelf(actor, link.ownerId, "links:read");
  const where = { linkId: link.id };
  const page = await services.queues.read(link.ownerId, ({ database }) =>
    readPageByIdDesc("history", connectionArguments, ({ id, ...page }) =>
      database.linkChange.findMany({ ...query, ...page, where: { ...where, ...(id && { id }) } }),
    ),
  );
  const countTotal = createTotalCount(services.queues, link.ownerId, ({ database }, take) =>
    database.linkChange.count({ where, take }),
  );
  return { ...page, countTotal };
}

const storedChangeSchema = z.object({
  setting: z.enum(linkSettingColumns),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** Returns the settings of a stored change, without those that this version does not know. */
export function parseChanges({ changes }: Pick<LinkChange, "changes">): SettingChange[] {
  return parseJsonArray(changes).flatMap(
    (change) => storedChangeSchema.safeParse(change).data ?? [],
  );
}

function parseJsonArray(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** Of a password, the history stores only that it was set. */
function toHistoryText(link: Link, setting: LinkSettingColumn): string | null {
  const value = link[setting];
  if (value === null) return null;
  if (setting === "passwordHash") return "set";
  return value instanceof Date ? value.toISOString() : String(value);
}
