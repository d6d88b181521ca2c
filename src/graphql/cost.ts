import { GraphQLError } from "graphql";

const defaultSize = 20;
const maximumSize = 100;
/** A connection is a query of its own. */
const queryCost = 10;

/** A connection costs as much as the nodes that it can bring. Throws for a page out of range. */
export function connectionCost(page: { first?: number | null; last?: number | null }) {
  for (const name of ["first", "last"] as const) {
    const asked = page[name] ?? defaultSize;
    if (asked < 1 || asked > maximumSize) {
      throw new GraphQLError(`${name} must be a whole number from 1 to ${maximumSize}.`, {
        extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
      });
    }
  }
  return { field: queryCost, multiplier: page.first ?? page.last ?? defaultSize };
}

/** A list whose length its connection has multiplied by already. */
export const countedByConnection = { field: 1, multiplier: 1 };

/** A field that makes one query for each of its things. */
export function manyQueriesCost(count: number) {
  return { field: count * queryCost, multiplier: count };
}
