/** Maximum number of attempts per window, and the length of the window in seconds. */
export interface RateLimit {
  limit: number;
  windowSeconds: number;
}

/** All rate limits of the service. An address is an IPv4 address, or an IPv6 network of 64 bits. */
export interface RateLimits {
  /** API requests per account, by all of its tokens and sessions. */
  requestPerAccount: RateLimit;
  /** API requests per address when unauthenticated. */
  requestPerAddress: RateLimit;
  /** Wrong passwords for one account from one address. */
  loginPerAccountAndAddress: RateLimit;
  /** Wrong passwords for any account from one address. */
  loginPerAddress: RateLimit;
  /** Wrong passwords for one account from all addresses. Further attempts are delayed, not rejected. */
  loginPerAccount: RateLimit;
  registrationPerAddress: RateLimit;
  /** Accounts registered from all addresses. */
  registration: RateLimit;
  /**
   * Passwords hashed or compared, including right ones, per user, or per address when
   * unauthenticated. Each takes a quarter of a second of a processor.
   */
  passwordPerCaller: RateLimit;
  /** API tokens created for one account, including those of logins. */
  tokenPerAccount: RateLimit;
  /** Links created for one account in a short time. */
  linkBurstPerAccount: RateLimit;
  /** Links created for one account in a long time. */
  linkPerAccount: RateLimit;
  /** Wrong passwords for one protected link from one address. */
  unlockPerLinkAndAddress: RateLimit;
  /** Wrong passwords for any protected link from one address. */
  unlockPerAddress: RateLimit;
}
