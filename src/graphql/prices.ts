/**
 * Prices in points. A point is about a microsecond of CPU on an idle machine, and a scalar field costs
 * one. `npm run bench -- prices` measures each field and prints its CPU time for each point: where the
 * program changes, measure again and change the numbers here. The comments give the microseconds that
 * were measured, on a busy machine on which a point took about 5.
 */
export const prices = {
  /** The signed-in user, read once for each field that asks: 500. */
  viewer: 100,
  /** A link by code or id: 700 to 1,300. */
  singleLink: 200,
  /** Things by their global ids: 2,100 for the first, 350 to 500 for each. */
  nodes: 300,
  node: 100,

  /** A page of links: the list, and the rows that it names. 4,500, and 25 for each row. */
  linkList: 800,
  /** A page of tokens, sessions, clicks or changes: 1,000 to 4,000, and 25 for each row. */
  list: 250,
  /** What stands in a row but its fields. */
  row: 5,
  /** A related row that is read with its owner: 25. */
  relation: 5,
  /** A page of links skips all those before it: 1 for each thousand. */
  skippedLinks: 1 / 5_000,
  mostSkippedLinks: 5_000_000,

  /** A search reads where each three characters occur, until the page is full: 200. */
  trigram: 30,
  /** Sorted, or of a status, it reads all the links that match, up to 10,000: 900. */
  trigramOfAll: 120,
  /** Links sorted after they are picked, up to 10,000: 5,000 to 10,000. */
  sorting: 1_200,

  /** Statistics: 1,500. */
  statistics: 250,
  /** An hour of counts is read for each hour: 14 for the 24 of a day. */
  dayOfCounts: 2,
  /** An interval, with all the fields of its part of the series: 6 to 15. */
  interval: 2.4,
  /** The most frequent values of 30 days, of which one has up to 250 for each: 5,000 to 10,000. */
  topReferrers: 800,
  /** Up to 40 for each day: 500 to 1,500. */
  topCountries: 150,
  /** A few for each day: 200 to 500. */
  topOther: 70,

  /** Drawing an image: 1,400. */
  qrCode: 280,
  /** Counted for all tokens of a page at once: 1,500, or 15 for each of a hundred. */
  linkCount: 10,

  /** Inserting a link with a random code: 2,200. */
  createLink: 450,
  /** A code that may have been used before is looked up in the same transaction: 4,700. */
  ownCode: 800,
  /** An update with its line of the history: 6,300. */
  updateLink: 1_200,
  /** A deletion with what hangs on it: 6,300. */
  deleteLink: 1_200,
  /** 6,000. */
  createToken: 1_100,
  /** 6,000 to 9,700. */
  revokeToken: 1_500,
  /** 1,000 to 4,000. */
  endSessions: 400,
  /**
   * A hash of bcrypt takes 250,000 on an idle machine at the default cost, more than any operation may
   * cost. It is computed on threads of their own, in turns, so what it costs here only bounds how
   * many one operation may ask for: six.
   */
  passwordHash: 15_000,

  /** All types with their fields: 16,000. */
  introspection: 3_500,
};
