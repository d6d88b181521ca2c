import { createClickListSql } from "../clickListSql.ts";
import type { ClickPosition } from "../clickLists.ts";
import type { Reader } from "../reader.ts";
import { toPositional } from "./namedParameters.ts";
import type { RunQuery } from "./query.ts";

const clickListSql = createClickListSql({
  isBot: (value) => (value ? `"isBot"` : `NOT "isBot"`),
  clicksOfEach: (links, clicks) =>
    `(${links}) AS "latest" CROSS JOIN LATERAL (${clicks}) AS "clicks"`,
});

const toDate = (milliseconds: number | null | undefined) =>
  milliseconds == null ? null : new Date(milliseconds);

/** Prepares the queries of clicks. */
export function prepareClickLists(runQuery: RunQuery): Pick<Reader, "listClicks" | "countClicks"> {
  return {
    listClicks: async (query) => {
      const { subject, from, to, position, limit } = query;
      const statement = toPositional(clickListSql.list(query), {
        subjectId: subject.id,
        from: toDate(from),
        to: toDate(to),
        positionAt: toDate(position?.at),
        positionId: position?.id,
        limit,
      });
      return runQuery<ClickPosition>(statement);
    },
    countClicks: async (query) => {
      const { subject, from, to, limit } = query;
      const statement = toPositional(clickListSql.count(query), {
        subjectId: subject.id,
        from: toDate(from),
        to: toDate(to),
        limit,
      });
      const [row] = await runQuery<{ count: number }>(statement);
      return Number(row?.count);
    },
  };
}
