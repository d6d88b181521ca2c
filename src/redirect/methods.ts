import { METHODS } from "node:http";

/** What any link takes. */
const allowedOnAnyLink = ["GET", "HEAD", "POST"];
/** CONNECT never reaches an app. */
export const otherMethods = METHODS.filter(
  (method) => ![...allowedOnAnyLink, "CONNECT"].includes(method),
);

/** What links that redirect with 301 and 302 take, as `Allow` names it. */
export const allowedMethods = allowedOnAnyLink.join(", ");

/** Asks for nothing to be done, and goes nowhere: such a request is no visit. */
const notVisits = new Set(["HEAD", "OPTIONS", "TRACE"]);

/** True for the redirects after which the same is sent again, body and all (RFC 9110, section 15.4). */
export function keepsMethod(redirectType: number): boolean {
  return redirectType === 307 || redirectType === 308;
}

/** True where a link of this type redirects a request with this method. */
export function redirectsMethod(redirectType: number, method = ""): boolean {
  return method === "GET" || keepsMethod(redirectType) || allowedOnAnyLink.includes(method);
}

/** True for a request that counts as a visit where it is redirected. */
export function isVisit(method = ""): boolean {
  return method === "GET" || !notVisits.has(method);
}
