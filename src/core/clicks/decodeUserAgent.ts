const encodedBrowser = /^(?:Mozilla|Opera)\/[\d.]+(?:\+|%20)\S*$/;

/** Returns the user agent of a browser with its spaces, for which some apps and proxies send `+` or `%20`. */
export function decodeUserAgent(userAgent: string): string {
  return encodedBrowser.test(userAgent) ? userAgent.replace(/\+|%20/g, " ") : userAgent;
}
