import { parse, serialize } from "hono/utils/cookie";
import { sessionLifetimeSeconds } from "../../core/sessions/session.ts";

/**
 * Returns the name of the cookie. Over https, the `__Host-` prefix prevents other hosts from
 * setting it (RFC 6265bis, section 4.1.3).
 */
export function sessionCookieName(baseUrl: URL): string {
  return baseUrl.protocol === "https:" ? "__Host-lnk7_session" : "lnk7_session";
}

/** Returns the session's secret from a Cookie header, if present. */
export function readSessionCookie(baseUrl: URL, cookies: string | undefined): string | undefined {
  const name = sessionCookieName(baseUrl);
  return cookies ? parse(cookies, name)[name] : undefined;
}

/** Returns the Set-Cookie header that stores a secret in the browser, or with null deletes it. */
export function writeSessionCookie(baseUrl: URL, secret: string | null): string {
  return serialize(sessionCookieName(baseUrl), secret ?? "", {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: baseUrl.protocol === "https:",
    maxAge: secret === null ? 0 : sessionLifetimeSeconds,
  });
}
