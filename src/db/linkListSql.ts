import type {
  FilterableStatus,
  LinkCountQuery,
  LinkListQuery,
  LinkPosition,
  SortDirection,
} from "./linkLists.ts";

/** Maximum newest matches that are sorted if no index has the matches in order. */
const maxSortedMatches = 10_000;

type SortField = Exclude<LinkListQuery["field"], "CREATED_AT">;

/** Where the matches of a search start and how many are selected. */
export interface SearchRange {
  direction: SortDirection;
  position: LinkPosition | null;
  inclusive: boolean;
  /** A number or a parameter. */
  limit: string;
}

/** The parts of the lists of links that differ between the engines. Parameters are named. */
export interface LinkListDialect {
  isActive: string;
  isInactive: string;
  /** Value below all others: the position of a link without a value. */
  lowest: Record<SortField, string>;
  /** Returns a statement that selects the ids of the owner's links that match, in order. */
  search(words: readonly string[], range: SearchRange): string;
  /** Returns the links with the ids that the statement selects, up to their condition. */
  linksIn(ids: string): string;
  /** Returns the owner's links of a status, up to its condition. */
  linksOf(status: FilterableStatus): string;
  /** Returns an expression for the number of links, of all or of a status, at most the limit. */
  countLinks(links: string, status: FilterableStatus | null, limit: number): string;
  /** Returns a statement for the newest of the links, with all columns that are sorted by. */
  newest(links: string, limit: number): string;
}

const columns: Record<SortField, { name: string; isNullable: boolean }> = {
  CLICK_COUNT: { name: `"clickCount"`, isNullable: false },
  LAST_CLICKED_AT: { name: `"lastClickedAt"`, isNullable: true },
};

interface LinkListSql {
  /** Returns the statements whose rows, one statement after another, form the list. */
  list(query: LinkListQuery): string[];
  /** Returns the statement that counts the links. */
  count(query: LinkCountQuery): string;
}

export function createLinkListSql(dialect: LinkListDialect): LinkListSql {
  const statuses = statusConditions(dialect);

  function list(query: LinkListQuery): string[] {
    const { words, status, field, direction, position, inclusive } = query;
    if (isSearchInOrder(query)) {
      const matches = dialect.search(words, { direction, position, inclusive, limit: "@limit" });
      return [`SELECT "id", NULL AS "key" FROM (${matches}) AS "matching"`];
    }
    if (field === "CREATED_AT") return [byId(query, "NULL", position ? idCondition(query) : "")];
    if (words.length > 0 || status) return [sortedInMemory(query, field)];
    return keysetSegments(query, field);
  }

  /**
   * Returns a list from an index, as segments that each start at one position of it. They are the
   * links equal to the previous one, those after it, and those never clicked, which sort before all
   * others.
   */
  function keysetSegments(query: LinkListQuery, field: SortField): string[] {
    const { direction, position } = query;
    const { name, isNullable } = columns[field];
    const comparator = direction === "DESC" ? "<" : ">";
    const neverClicked = isNullable ? [byId(query, name, `AND ${name} IS NULL`)] : [];
    const clicked = byKey(query, name, name, `AND ${name} IS NOT NULL`);
    if (!position) {
      return direction === "DESC" ? [clicked, ...neverClicked] : [...neverClicked, clicked];
    }
    const condition = idCondition(query);
    if (position.key === null) {
      const equal = byId(query, name, `AND ${name} IS NULL ${condition}`);
      return direction === "DESC" ? [equal] : [equal, clicked];
    }
    const equal = byId(query, name, `AND ${name} = @key ${condition}`);
    const rest = byKey(query, name, name, `AND ${name} ${comparator} @key`);
    return direction === "DESC" ? [equal, rest, ...neverClicked] : [equal, rest];
  }

  /** Returns a list of few links that is sorted for each query. */
  function sortedInMemory(query: LinkListQuery, field: SortField): string {
    const { name } = columns[field];
    const lowest = dialect.lowest[field];
    const sorted = `coalesce(${name}, ${lowest})`;
    const position = `(coalesce(@key, ${lowest}), @id)`;
    const condition = `AND (${sorted}, "id") ${comparatorOf(query)} ${position}`;
    return byKey(query, name, sorted, query.position ? condition : "");
  }

  function byId(query: LinkListQuery, key: string, condition: string): string {
    return `SELECT "id", ${key} AS "key" FROM ${linksSql(query)} ${condition}
      ORDER BY "id" ${query.direction} LIMIT @limit`;
  }

  function byKey(query: LinkListQuery, key: string, sorted: string, condition: string): string {
    return `SELECT "id", ${key} AS "key" FROM ${linksSql(query)} ${condition}
      ORDER BY ${sorted} ${query.direction}, "id" ${query.direction} LIMIT @limit`;
  }

  /** Returns the links to be sorted, with the condition that selects them. */
  function linksSql({
    words,
    status,
    field,
  }: Pick<LinkListQuery, "words" | "status" | "field">): string {
    if (words.length > 0) {
      const limit = String(maxSortedMatches);
      const range = { direction: "DESC", position: null, inclusive: false, limit } as const;
      const links = dialect.linksIn(dialect.search(words, range));
      return `${links} AND ${status ? statuses[status] : "true"}`;
    }
    if (!status) return `"Link" WHERE "ownerId" = @ownerId`;
    const links = `${dialect.linksOf(status)} AND ${statuses[status]}`;
    return field === "CREATED_AT" ? links : dialect.newest(links, maxSortedMatches);
  }

  function count({ words, status, limit }: LinkCountQuery): string {
    const range = { direction: "DESC", position: null, inclusive: false } as const;
    const links = linksSql({ words, status, field: "CREATED_AT" });
    const limitText = String(limit);
    let count: string;
    if (words.length === 0) count = dialect.countLinks(links, status, limit);
    else if (status) count = countRows(`SELECT 1 FROM ${links} LIMIT ${limitText}`);
    else count = countRows(dialect.search(words, { ...range, limit: limitText }));
    return `SELECT ${count} AS "count"`;
  }

  return { list, count };
}

/** Returns an expression for the number of rows that a statement selects. */
export function countRows(statement: string): string {
  return `(SELECT count(*) FROM (${statement}) AS "selected")`;
}

/** Returns true if the search returns its matches in the order of the list. */
export function isSearchInOrder({ words, field, status }: LinkListQuery): boolean {
  return words.length > 0 && field === "CREATED_AT" && status === null;
}

/**
 * Returns the conditions for the statuses that can be filtered by. They are the rule of `linkStatus`
 * in SQL, except that blocked links count as active: SQL does not know the blocklist.
 */
function statusConditions({
  isActive,
  isInactive,
}: LinkListDialect): Record<FilterableStatus, string> {
  const notExpired = `${isActive} AND ("expiresAt" IS NULL OR "expiresAt" > @now)`;
  return {
    ACTIVE: `${notExpired} AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`,
    INACTIVE: isInactive,
    EXPIRED: `${isActive} AND "expiresAt" <= @now`,
    EXHAUSTED: `${notExpired} AND "clickCount" >= "maxClicks"`,
  };
}

function idCondition(query: LinkListQuery): string {
  return `AND "id" ${comparatorOf(query)} @id`;
}

function comparatorOf({ direction, inclusive }: Pick<LinkListQuery, "direction" | "inclusive">) {
  return `${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""}`;
}
