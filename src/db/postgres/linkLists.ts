import type { LinkListQuery, LinkPosition } from "../linkLists.ts";
import { linkListStatements } from "./linkListSql.ts";
import { toPositional } from "./namedParameters.ts";
import type { RunQuery } from "./query.ts";

/** Searches for more words are rare, and each number of words requires its own statement. */
const maxPreparedWords = 3;

/** Prepares the query that lists an owner's links. */
export function prepareLinkLists(runQuery: RunQuery) {
  return async (query: LinkListQuery): Promise<LinkPosition[]> => {
    const positions: LinkPosition[] = [];
    for (const { sql, parameters } of linkListStatements(query)) {
      const limit = query.limit - positions.length;
      if (limit === 0) break;
      const { name, text, values } = toPositional(sql, { ...parameters, limit });
      // A prepared statement stays with its connection forever.
      const isPrepared = query.words.length <= maxPreparedWords;
      positions.push(
        ...(await runQuery<LinkPosition>({ text, values, ...(isPrepared && { name }) })),
      );
    }
    return positions;
  };
}
