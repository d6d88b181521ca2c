import type { LinkListQuery, LinkPlace } from "../linkLists.ts";
import type { Ask } from "./ask.ts";
import { bind } from "./bind.ts";
import { linkListStatements } from "./linkListStatements.ts";

/** Lists an owner's links. */
export function prepareLinkLists(ask: Ask) {
  return async (query: LinkListQuery): Promise<LinkPlace[]> => {
    const found: LinkPlace[] = [];
    for (const { sql, parameters } of linkListStatements(query)) {
      const limit = query.limit - found.length;
      if (limit === 0) break;
      found.push(...(await ask<LinkPlace>(bind(sql, { ...parameters, limit }))));
    }
    return found;
  };
}
