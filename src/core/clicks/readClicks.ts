import { z } from "zod";
import { maxDate } from "../../db/clampValues.ts";
import type { ClickPosition, ClickSelection } from "../../db/clickLists.ts";
import type { Click, Link, Prisma } from "../../db/database.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import { createCursorCodec } from "../pagination/cursor.ts";
import { type Page, readPage } from "../pagination/readPage.ts";
import { createTotalCount } from "../pagination/totalCount.ts";
import { requireDateTime } from "../requireDateTime.ts";
import type { Services } from "../services.ts";

/** Selects clicks by time and visitor. */
export interface ListClicksInput extends ConnectionArguments {
  from?: Date | null | undefined;
  /** Exclusive. */
  to?: Date | null | undefined;
  bots: "INCLUDE" | "EXCLUDE" | "ONLY";
}

type Query = Pick<Prisma.ClickFindManyArgs, "include" | "select">;

const isBotBy = { INCLUDE: null, EXCLUDE: false, ONLY: true };

/**
 * Returns the stored clicks of one of the actor's links, latest first. Requires `stats:read`. Throws
 * ForbiddenError for a link of another user, InvalidTimeRangeError for an invalid time, and the
 * errors of `readPage` and `queues.read`.
 */
export async function listClicks(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  input: ListClicksInput,
  query: Query = {},
): Promise<Page<Click>> {
  const { services } = requireSelf(actor, link.ownerId, "stats:read");
  return listClicksOf(services, link.ownerId, { kind: "Link", id: link.id }, input, query);
}

/**
 * Returns the stored clicks on the 1,000 links of a user that people have clicked last, latest first.
 * Requires `stats:read` and throws the same errors.
 */
export async function listUserClicks(
  actor: Actor,
  userId: number,
  input: ListClicksInput,
  query: Query = {},
): Promise<Page<Click>> {
  const { services } = requireSelf(actor, userId, "stats:read");
  return listClicksOf(services, userId, { kind: "User", id: userId }, input, query);
}

async function listClicksOf(
  { queues }: Services,
  ownerId: number,
  subject: ClickSelection["subject"],
  { from, to, bots, ...connectionArguments }: ListClicksInput,
  query: Query,
): Promise<Page<Click>> {
  requireDateTime("from", from);
  requireDateTime("to", to);
  const selection: ClickSelection = {
    subject,
    from: from?.getTime() ?? null,
    to: to?.getTime() ?? null,
    isBot: isBotBy[bots],
  };
  const cursors = createPositionCodec(subject.kind === "Link" ? "clicks" : "userClicks");
  const page = await queues.read(ownerId, async ({ database, listClicks: findPositions }) => {
    const { items, ...rest } = await readPage<ClickPosition, ClickPosition>(
      {
        parseCursor: cursors.parse,
        fetch: ({ backwards, position = null, inclusive, limit }) => {
          const direction = backwards ? "ASC" : "DESC";
          return findPositions({ ...selection, direction, position, inclusive, limit });
        },
        compare: (a, b) => b.at - a.at || b.id - a.id,
      },
      connectionArguments,
    );
    const where = { id: { in: items.map(({ id }) => id) } };
    const clicks = await database.click.findMany({ ...query, where });
    const byId = new Map(clicks.map((click) => [click.id, click]));
    const edges = items.flatMap((position) => {
      const click = byId.get(position.id);
      return click ? [{ node: click, cursor: cursors.format(position) }] : [];
    });
    return { edges, ...rest };
  });
  const countTotal = createTotalCount(queues, ownerId, ({ countClicks }, limit) =>
    countClicks({ ...selection, limit }),
  );
  return { ...page, countTotal };
}

function createPositionCodec(list: string) {
  const time = z.int().min(0).max(maxDate);
  const codec = createCursorCodec(z.tuple([z.literal(list), time, z.int().positive()]));
  return {
    format: ({ at, id }: ClickPosition) => codec.format([list, clampTime(at), id]),
    parse: (cursor: string): ClickPosition => {
      const [, at, id] = codec.parse(cursor);
      return { at, id };
    },
  };
}

/** Times that this program did not write can have any value. */
function clampTime(at: number): number {
  return Math.trunc(Math.min(Math.max(at, 0), maxDate));
}
