/** How often something may be tried, and in how many seconds. */
export interface RateLimit {
  limit: number;
  windowSeconds: number;
}

/** Every budget of the service. An address is an IPv4 address, or an IPv6 network of 64 bits. */
export interface RateLimits {
  /** Requests to the programming interfaces for one account, by all of its tokens and sessions. */
  requestPerAccount: RateLimit;
  /** The same from one address, by whoever has neither. */
  requestPerAddress: RateLimit;
  /** Wrong passwords for one account from one address. */
  loginPerAccountAndAddress: RateLimit;
  /** Wrong passwords for any account from one address. */
  loginPerAddress: RateLimit;
  /** Wrong passwords for one account from everywhere; beyond it tries are delayed, not refused. */
  loginPerAccount: RateLimit;
  registrationPerAddress: RateLimit;
  /** Accounts registered from everywhere. */
  registration: RateLimit;
  /**
   * Passwords hashed or compared, right ones included, for one user, or for one address where nobody
   * is signed in: each costs a quarter of a second of a processor.
   */
  passwordPerCaller: RateLimit;
  /** API tokens created for one account, by logins too. */
  tokenPerAccount: RateLimit;
  /** Links made for one account in a short time. */
  linkBurstPerAccount: RateLimit;
  /** Links made for one account in a long time. */
  linkPerAccount: RateLimit;
  /** Wrong passwords tried on one protected link from one address. */
  unlockPerLinkAndAddress: RateLimit;
  /** Wrong passwords tried on any protected links from one address. */
  unlockPerAddress: RateLimit;
}
