import type { IncomingMessage } from "node:http";

/**
 * What is wrong with the Host header, of which a request has one and no more (RFC 9112, section
 * 3.2): of two, a proxy in front may have gone by the other. HTTP/1.0 knows none, and is what checkers
 * of health speak.
 */
export function validateHostHeader({
  rawHeaders,
  httpVersion,
}: IncomingMessage): string | undefined {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === 4 && name.toLowerCase() === "host") hosts++;
  }
  if (hosts === 1 || (hosts === 0 && httpVersion === "1.0")) return undefined;
  return hosts === 0
    ? "The request has no Host header."
    : "The request has more than one Host header.";
}
