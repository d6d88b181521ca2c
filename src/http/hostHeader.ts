import type { IncomingMessage } from "node:http";

/**
 * Returns what is wrong with the Host header. A request must have exactly one (RFC 9112, section
 * 3.2), because a proxy may have used the other of two. HTTP/1.0, which health checks use, does not
 * require it.
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
