const encodedBrowser = /^(?:Mozilla|Opera)\/[\d.]+(?:\+|%20)\S*$/;

/** Returns a browser's user agent with its spaces. Some apps and proxies send `+` or `%20` instead. */
export function decodeUserAgent(userAgent: string): string {
  return encodedBrowser.test(userAgent) ? userAgent.replace(/\+|%20/g, " ") : userAgent;
}
