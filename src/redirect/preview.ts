import type { Context } from "hono";
import { findPreview } from "../domain/links/findPreview.ts";
import { linkStatus } from "../domain/links/linkStatus.ts";
import { isShortCode } from "../domain/links/shortCode.ts";
import type { Service } from "../domain/service.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { protect } from "../http/protectiveHeaders.ts";
import { ageInWords, dayInWords } from "./age.ts";
import { closedPage } from "./closedLink.ts";
import { notFound, page, wantsJson } from "./pages.ts";
import { askPassword } from "./password.ts";
import { escapeHtml } from "./template.ts";

/**
 * Shows where a link leads, without going there or counting. Its title is its owner's alone, and its
 * original URL may look like another.
 */
export async function preview(
  c: Context<HttpEnvironment>,
  service: Service,
  code: string,
): Promise<Response> {
  const link = isShortCode(code) ? await findPreview(service, code.toLowerCase()) : null;
  if (!link) return notFound(c);
  const status = linkStatus(link);
  if (status !== "ACTIVE") return closedPage(c, status, link, service.baseUrl);
  if (link.passwordHash !== null) return askPassword(c, link.shortCode);

  const { destination, createdAt } = link;
  if (wantsJson(c)) {
    protect(c);
    c.header("Cache-Control", "private, no-store");
    const { href: original_url, host } = destination;
    return c.json({ original_url, host, created_at: createdAt.toISOString() });
  }
  const day = createdAt.toISOString().slice(0, 10);
  const date = `<time datetime="${day}">${dayInWords(createdAt)}</time>`;
  return page(c, 200, {
    title: "Where this link leads",
    body: `<p>This short link was made ${ageInWords(createdAt)}, on ${date}, and leads to</p>
<p class="address"><a href="${escapeHtml(destination.href)}" rel="nofollow noreferrer">${addressHtml(destination)}</a></p>`,
  });
}

/** The address in ASCII, as a browser goes to it. Its host is set apart: it tells who is there. */
function addressHtml({ href, protocol, host }: URL): string {
  const hostEnd = href.indexOf("/", `${protocol}//`.length);
  const hostStart = hostEnd - host.length;
  const [before, after] = [href.slice(0, hostStart), href.slice(hostEnd)].map(escapeHtml);
  return `${before}<strong>${escapeHtml(host)}</strong>${after}`;
}
