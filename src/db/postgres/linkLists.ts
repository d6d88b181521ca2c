import type pg from "pg";
import type { LinkListQuery, LinkPlace } from "../linkLists.ts";
import { bind } from "./bind.ts";
import { linkListStatements } from "./linkListStatements.ts";

/** Lists an owner's links. */
export function prepareLinkLists(pool: pg.Pool) {
  return async (query: LinkListQuery): Promise<LinkPlace[]> => {
    const found: LinkPlace[] = [];
    for (const { sql, parameters } of linkListStatements(query)) {
      const limit = query.limit - found.length;
      if (limit === 0) break;
      const { rows } = await pool.query<LinkPlace>(bind(sql, { ...parameters, limit }));
      found.push(...rows);
    }
    return found;
  };
}
