import { GraphQLError } from "graphql";
import { defaultPageSize, maxPageSize } from "../domain/pagination/connectionArguments.ts";

/** A connection is a query of its own. */
const queryCost = 10;

/** A connection costs as much as the nodes that it can bring. Throws for a page out of range. */
export function connectionCost(page: { first?: number | null; last?: number | null }) {
  for (const name of ["first", "last"] as const) {
    const asked = page[name] ?? defaultPageSize;
    if (asked < 0 || asked > maxPageSize) {
      throw new GraphQLError(`${name} must be a whole number from 0 to ${maxPageSize}.`, {
        extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
      });
    }
  }
  return { field: queryCost, multiplier: page.first ?? page.last ?? defaultPageSize };
}

/** A list whose length its connection has multiplied by already. */
export const countedByConnection = { field: 1, multiplier: 1 };

/** A field that makes one query for each of its things. */
export function manyQueriesCost(count: number) {
  return { field: count * queryCost, multiplier: count };
}
