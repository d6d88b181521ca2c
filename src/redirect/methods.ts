import { METHODS } from "node:http";

/** Methods that every link accepts. */
const allowedOnAnyLink = ["GET", "HEAD", "POST"];
/** CONNECT requests never reach an app. */
export const otherMethods = METHODS.filter(
  (method) => ![...allowedOnAnyLink, "CONNECT"].includes(method),
);

/** Methods of links that redirect with 301 or 302, as in the `Allow` header. */
export const allowedMethods = allowedOnAnyLink.join(", ");

/** Methods that do not follow the link: such a request is not a visit. */
const notVisits = new Set(["HEAD", "OPTIONS", "TRACE"]);

/** Returns whether the redirect preserves method and body (RFC 9110, section 15.4). */
export function keepsMethod(redirectType: number): boolean {
  return redirectType === 307 || redirectType === 308;
}

/** Returns whether a link with this redirect type redirects a request with this method. */
export function redirectsMethod(redirectType: number, method = ""): boolean {
  return method === "GET" || keepsMethod(redirectType) || allowedOnAnyLink.includes(method);
}

/** Returns whether a redirected request with this method counts as a visit. */
export function isVisit(method = ""): boolean {
  return method === "GET" || !notVisits.has(method);
}
