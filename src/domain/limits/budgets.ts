/** How often something may be tried, and in how many seconds. */
export interface Budget {
  tries: number;
  seconds: number;
}

/** Every budget of the service. An address is an IPv4 address, or an IPv6 network of 64 bits. */
export interface Budgets {
  /** Requests to the programming interfaces for one account, by all of its tokens and sessions. */
  requestPerAccount: Budget;
  /** The same from one address, by whoever has neither. */
  requestPerAddress: Budget;
  /** Wrong passwords for one account from one address. */
  loginPerAccountAndAddress: Budget;
  /** Wrong passwords for any account from one address. */
  loginPerAddress: Budget;
  /** Wrong passwords for one account from everywhere; beyond it tries are delayed, not refused. */
  loginPerAccount: Budget;
  registrationPerAddress: Budget;
  /** Accounts registered from everywhere. */
  registration: Budget;
  /**
   * Passwords hashed or compared, right ones included, for one user, or for one address where nobody
   * is signed in: each costs a quarter of a second of a processor.
   */
  passwordPerCaller: Budget;
  /** API tokens created for one account, by logins too. */
  tokenPerAccount: Budget;
  /** Links made for one account in a short time. */
  linkBurstPerAccount: Budget;
  /** Links made for one account in a long time. */
  linkPerAccount: Budget;
  /** Wrong passwords tried on one protected link from one address. */
  unlockPerLinkAndAddress: Budget;
  /** Wrong passwords tried on any protected links from one address. */
  unlockPerAddress: Budget;
}
