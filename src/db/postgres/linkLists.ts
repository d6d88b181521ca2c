import type { LinkListQuery, LinkPlace } from "../linkLists.ts";
import type { Ask } from "./ask.ts";
import { bind } from "./bind.ts";
import { linkListStatements } from "./linkListStatements.ts";

/** Searches for more words are rare, and each number of words is a statement of its own. */
const maxPreparedWords = 3;

/** Lists an owner's links. */
export function prepareLinkLists(ask: Ask) {
  return async (query: LinkListQuery): Promise<LinkPlace[]> => {
    const found: LinkPlace[] = [];
    for (const { sql, parameters } of linkListStatements(query)) {
      const limit = query.limit - found.length;
      if (limit === 0) break;
      const { name, text, values } = bind(sql, { ...parameters, limit });
      // What is prepared stays with its connection for ever.
      const isPrepared = query.words.length <= maxPreparedWords;
      found.push(...(await ask<LinkPlace>({ text, values, ...(isPrepared && { name }) })));
    }
    return found;
  };
}
