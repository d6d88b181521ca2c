import type { z } from "@hono/zod-openapi";
import type { ResultOf } from "gql.tada";
import type { RestLinkFragment } from "./documents.ts";
import type { LinkChangesSchema, LinkSchema, scopeNames } from "./schemas.ts";
import type { introspection } from "./server/schema.generated.d.ts";

type RedirectType = introspection["types"]["RedirectType"]["enumValues"];
type TokenScope = introspection["types"]["TokenScope"]["enumValues"];
type RedirectStatus = z.infer<typeof LinkSchema>["redirect_type"];

const statusByRedirectType: Record<RedirectType, RedirectStatus> = {
  MOVED_PERMANENTLY: 301,
  FOUND: 302,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
};

const redirectTypeByStatus: Record<RedirectStatus, RedirectType> = {
  301: "MOVED_PERMANENTLY",
  302: "FOUND",
  307: "TEMPORARY_REDIRECT",
  308: "PERMANENT_REDIRECT",
};

const restScopeByScope: Record<TokenScope, (typeof scopeNames)[number]> = {
  LINKS_READ: "links:read",
  LINKS_WRITE: "links:write",
  STATS_READ: "stats:read",
  TOKENS_READ: "tokens:read",
  TOKENS_WRITE: "tokens:write",
  ACCOUNT_WRITE: "account:write",
};

/** Returns scopes under their REST names. */
export function toRestScopes(scopes: readonly TokenScope[]) {
  return scopes.map((scope) => restScopeByScope[scope]);
}

/** Returns a link in the format of REST: documented names, and the short URL without its scheme. */
export function toRestLink(link: ResultOf<typeof RestLinkFragment>): z.infer<typeof LinkSchema> {
  return {
    id: link.databaseId,
    short_code: link.shortCode,
    short_url: link.shortUrl.replace(/^https?:\/\//, ""),
    original_url: link.originalUrl,
    title: link.title,
    is_active: link.isActive,
    status: link.status.toLowerCase() as Lowercase<typeof link.status>,
    redirect_type: statusByRedirectType[link.redirectType],
    expires_at: link.expiresAt,
    max_clicks: link.maxClicks,
    has_password: link.hasPassword,
    click_count: link.clickCount,
    last_clicked_at: link.lastClickedAt,
    created_at: link.createdAt,
    updated_at: link.updatedAt,
  };
}

/** Returns the settings of a link as GraphQL input. Absent settings stay absent. */
export function toLinkSettingsInput(settings: z.infer<typeof LinkChangesSchema>) {
  return {
    originalUrl: settings.original_url,
    title: settings.title,
    isActive: settings.is_active,
    redirectType: settings.redirect_type && redirectTypeByStatus[settings.redirect_type],
    expiresAt: settings.expires_at,
    maxClicks: settings.max_clicks,
    password: settings.password,
  };
}
