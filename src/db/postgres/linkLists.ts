import type { LinkCountQuery, LinkListQuery, LinkPosition } from "../linkLists.ts";
import type { Reader } from "../reader.ts";
import { linkCountStatement, linkListStatements } from "./linkListSql.ts";
import { toPositional } from "./namedParameters.ts";
import type { RunQuery } from "./query.ts";

/** Searches for more words are rare, and each number of words requires its own statement. */
const maxPreparedWords = 3;

/** Prepares the queries of an owner's links. */
export function prepareLinkLists(runQuery: RunQuery): Pick<Reader, "listLinks" | "countLinks"> {
  function run<Row extends object>(
    { words }: Pick<LinkListQuery, "words">,
    sql: string,
    parameters: Record<string, unknown>,
  ): Promise<Row[]> {
    const { name, text, values } = toPositional(sql, parameters);
    // A prepared statement stays with its connection forever.
    const isPrepared = words.length <= maxPreparedWords;
    return runQuery<Row>({ text, values, ...(isPrepared && { name }) });
  }

  return {
    listLinks: async (query: LinkListQuery) => {
      const positions: LinkPosition[] = [];
      for (const { sql, parameters } of linkListStatements(query)) {
        const limit = query.limit - positions.length;
        if (limit === 0) break;
        positions.push(...(await run<LinkPosition>(query, sql, { ...parameters, limit })));
      }
      return positions;
    },
    countLinks: async (query: LinkCountQuery) => {
      const { sql, parameters } = linkCountStatement(query);
      const [row] = await run<{ count: number }>(query, sql, parameters);
      return Number(row?.count);
    },
  };
}
