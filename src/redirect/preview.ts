import type { Context } from "hono";
import { findPreview } from "../core/links/findPreview.ts";
import { toLinkKey } from "../core/links/linkKey.ts";
import { isShortCode } from "../core/links/shortCode.ts";
import type { Services } from "../core/services.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { setSecurityHeaders } from "../http/securityHeaders.ts";
import { formatRelativeAge, formatUtcDay } from "./dates.ts";
import { decideUnavailable } from "./decide.ts";
import { passwordRequiredResponse } from "./passwordForm.ts";
import { unavailableResponse } from "./respond.ts";
import { htmlResponse, notFoundResponse, prefersJson } from "./responses.ts";
import { escapeHtml } from "./template.ts";

/**
 * Shows the destination of a link, without redirecting or counting a click. Does not show the
 * title, which is private to the owner, or the original URL, which may look like another URL.
 */
export async function previewResponse(
  c: Context<HttpEnvironment>,
  services: Services,
  code: string,
): Promise<Response> {
  const link = isShortCode(code) ? await findPreview(services, toLinkKey(code)) : null;
  if (!link) return notFoundResponse(c);
  const unavailable = decideUnavailable(link, Date.now());
  if (unavailable) return unavailableResponse(c, unavailable, services.baseUrl);
  if (link.passwordHash !== null) return passwordRequiredResponse(c, link.shortCode);

  const { destination, createdAt } = link;
  if (prefersJson(c)) {
    setSecurityHeaders(c);
    c.header("Cache-Control", "private, no-store");
    const { href: original_url, host } = destination;
    return c.json({ original_url, host, created_at: createdAt.toISOString() });
  }
  const day = createdAt.toISOString().slice(0, 10);
  const date = `<time datetime="${day}">${formatUtcDay(createdAt)}</time>`;
  return htmlResponse(c, 200, {
    title: "Where this link leads",
    body: `<p>This short link was made ${formatRelativeAge(createdAt)}, on ${date}, and leads to</p>
<p class="address"><a href="${escapeHtml(destination.href)}" rel="nofollow noreferrer">${urlHtml(destination)}</a></p>`,
  });
}

/**
 * Returns the URL in ASCII, as the browser opens it. The host is highlighted, because it identifies
 * the site.
 */
function urlHtml({ href, protocol, host }: URL): string {
  const hostEnd = href.indexOf("/", `${protocol}//`.length);
  const hostStart = hostEnd - host.length;
  const [before, after] = [href.slice(0, hostStart), href.slice(hostEnd)].map(escapeHtml);
  return `${before}<strong>${escapeHtml(host)}</strong>${after}`;
}
