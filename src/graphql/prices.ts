/**
 * Prices in points. A point is about a microsecond of CPU on an idle machine, and a scalar field costs
 * one. `npm run bench -- prices` measures each field and prints its CPU time for each point: where the
 * program changes, measure again and change the numbers here. The comments give the microseconds that
 * were measured, on a busy machine on which a point took about 5.
 */
export const prices = {
  /** The first read of an operation takes longer than the next ones: 2,000. */
  firstRead: 350,
  /** The signed-in user, read once for each field that asks: 350. */
  viewer: 80,
  /** A link by code or id: 550. */
  singleLink: 140,
  /** Things by their global ids: 500 for any, and 400 for each. */
  nodes: 150,
  node: 100,

  /** A page of links: the list, and the rows that it names. 3,500. */
  linkList: 800,
  /** A page of tokens or sessions: 3,000. */
  list: 500,
  /** A page of what belongs to a row, such as the clicks of a link: 1,000. */
  nestedList: 200,
  /** What stands in a row but its fields: 15 to 25. */
  row: 3,
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

  /** Statistics: 500. */
  statistics: 200,
  /** An hour of counts is read for each hour: 14 for the 24 of a day. */
  dayOfCounts: 2,
  /** An interval, with all the fields of its part of the series: 6 to 15. */
  interval: 1.6,
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
  /** A code that may have been used before is looked up in the same transaction: 3,000. */
  ownCode: 800,
  /** An update with its line of the history: 6,000 to 12,500. */
  updateLink: 1_700,
  /** A deletion with what hangs on it: 7,000. */
  deleteLink: 1_200,
  /** 7,000. */
  createToken: 1_100,
  /** 4,500. */
  revokeToken: 1_000,
  /** 1,400. */
  endSessions: 300,
  /**
   * A hash of bcrypt takes 250,000 on an idle machine at the default cost, more than any operation may
   * cost. It is computed on threads of their own, in turns, so what it costs here only bounds how
   * many one operation may ask for: six.
   */
  passwordHash: 15_000,

  /** All types with their fields: 16,000, and in one turn of the event loop. */
  introspection: 30_000,
};
