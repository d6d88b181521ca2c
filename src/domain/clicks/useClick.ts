import type { Service } from "../service.ts";

/**
 * Takes one of a limited link's clicks, counting it, if one is left. Exact however many visitors ask
 * at once: the database counts and compares in one statement. `at` is in milliseconds.
 */
export async function useClick(
  { database }: Service,
  linkId: number,
  at: number,
): Promise<boolean> {
  const taken = await database.$executeRaw`
    UPDATE "Link" SET "clickCount" = "clickCount" + 1, "lastClickedAt" = ${new Date(at)}
    WHERE "id" = ${linkId} AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`;
  return taken === 1;
}
