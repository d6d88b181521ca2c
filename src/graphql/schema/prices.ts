/**
 * Prices in points. A point is about two microseconds of CPU on an idle machine, and a scalar field
 * costs one. `npm run bench -- prices` measures each field and prints its CPU time per point. When
 * the program changes, measure again and update the numbers here. The comments give the measured
 * microseconds.
 */
export const prices = {
  /** The first read of an operation takes longer than the following ones: 500. */
  firstRead: 250,
  /** The signed-in user, read once for each field that selects it: 80. */
  viewer: 50,
  /** A link by code or ID: 120. */
  singleLink: 90,
  /** Nodes by their global IDs: 150 in total, and 110 for each. */
  nodes: 70,
  node: 75,

  /** A page of links: the list and its rows. 1,700. */
  linkList: 800,
  /** A link of a page, with all its fields: 25 to 100. */
  linkRow: 12,
  /** A page of tokens or sessions: 1,000. */
  list: 500,
  /** A page of what belongs to a link: its clicks or its history. 800. */
  nestedList: 200,
  /** A page of clicks on the 1,000 links that were clicked last: 3,000 to 25,000. */
  userClicks: 4_000,
  /** The tokens that a token has created: 750. */
  derivedTokens: 350,
  /** An object in another row, excluding its fields: 5 to 10. */
  row: 3,
  /** Counting up to 10,001 items, for each row of the page: 500 to 3,500 in total. */
  totalCount: 50,
  /** A related row that is read with its owner: 20. */
  relation: 5,
  /** A page of links skips all those before it: 1 for each thousand. */
  skippedLink: 1 / 5_000,
  maxSkippedLinks: 5_000_000,

  /** A search reads the occurrences of each trigram until the page is full: 30 to 310. */
  trigram: 75,
  /** When sorted or filtered by status, it reads all matching links, up to 10,000: 350. */
  trigramOfAllLinks: 130,
  /** Links sorted after they are selected, up to 10,000: 1,500 to 5,500. */
  sortInMemory: 1_300,

  /** Statistics: 250. */
  statistics: 200,
  /** Counts are read per hour: 5 for the 24 hours of a day. */
  dayOfCounters: 2,
  /** An interval, with all the fields of its part of the series: 4 to 7. */
  interval: 1.8,
  /**
   * The most frequent values of 30 days, for the dimension with up to 250 values per day: 3,500 to
   * 8,000.
   */
  referrerBreakdown: 830,
  /** Up to 40 values per day: 600 to 1,000. */
  countryBreakdown: 150,
  /** A few values per day: 300 to 500. */
  otherBreakdown: 70,

  /** Drawing an image: 850. */
  qrCode: 280,
  /** Each million pixels of a PNG: 2,000. */
  pngMegapixel: 800,
  /** Counted for all tokens of a page at once: 1,500, or 20 for each of 100 tokens. */
  linkCount: 10,

  /** Inserting a link with a random code: 750. */
  createLink: 300,
  /** A custom code may have been used before, so it is looked up in the same transaction: 1,300. */
  customCode: 650,
  /** An update with its history entry: 2,300 to 3,500. */
  updateLink: 1_500,
  /** A deletion with all dependent rows: 3,500 to 4,800. */
  deleteLink: 1_500,
  /** 2,000. */
  createToken: 1_100,
  /** 1,100. */
  revokeToken: 700,
  /** 450. */
  endSessions: 300,
  /**
   * A bcrypt hash takes 250,000 on an idle machine at the default cost, more than the limit of an
   * operation. It is computed in threads, in a separate queue. This price therefore only bounds the
   * number of hashes per operation: six.
   */
  passwordHash: 15_000,

  /**
   * All types with their fields: 6,000 to 8,500, in a single turn of the event loop. The price
   * bounds how long one operation blocks the event loop: at most three introspections.
   */
  introspection: 30_000,
};
