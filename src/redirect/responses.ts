import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { BlockReason } from "../core/destinations/destinationPolicy.ts";
import type { QueueFullError } from "../core/errors.ts";
import type { RateLimitStatus } from "../core/rateLimits/rateLimitStatus.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { setRateLimitHeaders } from "../http/rateLimitHeaders.ts";
import { setSecurityHeaders } from "../http/securityHeaders.ts";
import { allowedMethods } from "./methods.ts";
import { escapeHtml, pagePolicy, renderPage } from "./template.ts";

/** Returns the response for a code without a link, or with a disabled link. */
export function notFoundResponse(c: Context<HttpEnvironment>): Response {
  return messageResponse(c, 404, {
    title: "Link not found",
    detail: "This short link does not exist, or is switched off. Check it for typing mistakes.",
  });
}

/** Returns the response for a link that has expired or reached its click limit. */
export function goneResponse(c: Context<HttpEnvironment>): Response {
  return messageResponse(c, 410, {
    title: "Link no longer available",
    detail: "This short link has expired or was used as often as it may be.",
  });
}

/** Returns the response to a method that the link does not redirect. */
export function methodNotAllowedResponse(c: Context<HttpEnvironment>): Response {
  c.header("Allow", allowedMethods);
  return messageResponse(c, 405, {
    title: "Method not allowed",
    detail: `This short link supports ${allowedMethods} only.`,
  });
}

const blockDetails: Record<BlockReason, string> = {
  BLOCKED_DOMAIN:
    "This short link is blocked: the operator of this service leads nobody to the domain that it leads to.",
  PRIVATE_HOST:
    "This short link is blocked: it leads into a private network, where this service leads nobody.",
};

/**
 * Returns the response for a link whose destination the operator has blocked. RFC 7725 requires the
 * blocking entity to be named.
 */
export function blockedResponse(
  c: Context<HttpEnvironment>,
  reason: BlockReason,
  operator: URL,
): Response {
  c.header("Link", `<${operator.href}>; rel="blocked-by"`);
  return messageResponse(c, 451, { title: "Link blocked", detail: blockDetails[reason] });
}

/** Returns the response to a form that cannot be parsed. */
export function invalidFormResponse(c: Context<HttpEnvironment>, detail: string): Response {
  return messageResponse(c, 400, { title: "Bad request", detail });
}

/** Returns the response for a visitor who has tried too many passwords. */
export function rateLimitedResponse(
  c: Context<HttpEnvironment>,
  status: RateLimitStatus,
): Response {
  const { resetSeconds } = status;
  setRateLimitHeaders(c.env.outgoing, status);
  c.header("Retry-After", String(resetSeconds));
  return messageResponse(c, 429, {
    title: "Too many tries",
    detail: `Too many passwords were tried. Wait ${Math.ceil(resetSeconds / 60)} minutes, then try again.`,
  });
}

/** Returns the response for a visitor whose network has too many passwords queued for checking. */
export function queueFullResponse(
  c: Context<HttpEnvironment>,
  { message: detail, retryAfterSeconds }: QueueFullError,
): Response {
  c.header("Retry-After", String(retryAfterSeconds));
  return messageResponse(c, 429, { title: "Too many tries", detail });
}

/** Returns the response to a request that exceeds the concurrency limit. */
export function overloadedResponse(
  c: Context<HttpEnvironment>,
  detail: string,
  headers: Record<string, string>,
): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return messageResponse(c, 503, { title: "Too much to do", detail });
}

/** Returns the response while the service has not started yet. */
export function notReadyResponse(
  c: Context<HttpEnvironment>,
  detail: string,
  headers: Record<string, string>,
): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return messageResponse(c, 503, { title: "Not ready yet", detail });
}

/**
 * Returns the password form of a link. RFC 9110, section 11.6.1, requires every 401 to name a
 * scheme.
 */
export function passwordFormResponse(
  c: Context<HttpEnvironment>,
  shortCode: string,
  detail: string,
): Response {
  c.header("WWW-Authenticate", 'Form realm="short link"');
  if (prefersJson(c)) return messageResponse(c, 401, { title: "", detail });
  return htmlResponse(c, 401, {
    title: "Password needed",
    body: `<p role="status">${escapeHtml(detail)}</p>
<form method="post" action="/${escapeHtml(shortCode)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" required autofocus autocomplete="off" maxlength="72">
<button>Go on</button>
</form>`,
  });
}

/** Returns a page that is not cached and cannot run scripts. */
export function htmlResponse(
  c: Context<HttpEnvironment>,
  status: ContentfulStatusCode,
  { title, body }: { title: string; body: string },
): Response {
  setSecurityHeaders(c);
  c.header("Cache-Control", "private, no-store");
  c.header("Content-Security-Policy", pagePolicy);
  return c.html(renderPage(title, body), status);
}

/** Returns whether the client is a program, which accepts JSON; people get pages. */
export function prefersJson(c: Context<HttpEnvironment>): boolean {
  return c.req.header("accept")?.includes("application/json") ?? false;
}

function messageResponse(
  c: Context<HttpEnvironment>,
  status: ContentfulStatusCode,
  { title, detail }: { title: string; detail: string },
): Response {
  if (prefersJson(c)) {
    setSecurityHeaders(c);
    c.header("Cache-Control", "private, no-store");
    return c.json({ detail }, status);
  }
  return htmlResponse(c, status, { title, body: `<p>${escapeHtml(detail)}</p>` });
}
