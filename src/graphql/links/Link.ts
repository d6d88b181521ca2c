import {
  maxClickLimit,
  type RedirectType as RedirectStatus,
  toRedirectType,
} from "../../core/links/linkSettings.ts";
import { shortUrl, storedLinkStatus } from "../../core/links/linkStatus.ts";
import { findLink, ownedLinkFilter } from "../../core/links/readLinks.ts";
import { builder } from "../schema/builder.ts";
import { parseRowId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";
import { LinkBy, parseLinkReference } from "./LinkBy.ts";

export const RedirectType = builder.enumType("RedirectType", {
  description: "The HTTP status of a redirect.",
  values: {
    MOVED_PERMANENTLY: {
      value: 301,
      description: "301 Moved Permanently: cached by browsers and search engines.",
    },
    FOUND: { value: 302, description: "302 Found: not cached. Default." },
    TEMPORARY_REDIRECT: {
      value: 307,
      description: "307 Temporary Redirect: like 302, but keeps the request method.",
    },
    PERMANENT_REDIRECT: {
      value: 308,
      description: "308 Permanent Redirect: like 301, but keeps the request method.",
    },
  } satisfies Record<string, { value: RedirectStatus; description: string }>,
});

export const LinkStatus = builder.enumType("LinkStatus", {
  description: "What visitors of a link currently get.",
  values: {
    ACTIVE: { description: "Redirects visitors to the destination." },
    INACTIVE: { description: "Disabled by the owner. Visitors get 404." },
    EXPIRED: { description: "Expired. Visitors get 410." },
    EXHAUSTED: { description: "Click limit reached. Visitors get 410." },
    BLOCKED: { description: "Blocked by the operator. Visitors get 451." },
  },
});

export const Link = builder.prismaNode("Link", {
  description: "A short link. Only its owner can read it.",
  nullable: true,
  id: { field: "id", description: "The global ID, for `node` and `link(by:)`." },
  findUnique: (id, { actor }) => ownedLinkFilter(actor, { id: parseRowId(id) }, "links:read"),
  fields: (t) => ({
    databaseId: t.expose("id", {
      type: "SafeInt",
      description: "The numeric ID, as used in REST.",
    }),
    shortCode: t.exposeString("shortCode", {
      description: "The path of the short URL, in lower case.",
    }),
    shortUrl: t.field({
      type: "URL",
      description: "The URL to share: base URL and short code.",
      resolve: ({ shortCode }, _, { actor }) => shortUrl(actor.services.baseUrl, shortCode),
    }),
    originalUrl: t.expose("originalUrl", {
      type: "URL",
      description: "The destination, as entered by the owner.",
    }),
    title: t.exposeString("title", {
      nullable: true,
      description: "The owner's name for the link, null if unset. Visitors do not see it.",
    }),
    note: t.exposeString("note", {
      nullable: true,
      description:
        "The owner's note, null if unset. It can have several lines. Visitors do not see it.",
    }),
    isActive: t.exposeBoolean("isActive", {
      description: "Whether the owner has enabled the link. See `status` for what visitors get.",
    }),
    status: t.field({
      type: LinkStatus,
      description:
        "The current status. It depends on `isActive`, `expiresAt`, `maxClicks` and the operator's blocklist.",
      resolve: (link, _, { actor }) => storedLinkStatus(actor.services, link),
    }),
    redirectType: t.field({
      type: RedirectType,
      description: "The HTTP status of redirects.",
      resolve: ({ redirectType }) => toRedirectType(redirectType),
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "The time from which visitors get 410, null if the link does not expire.",
    }),
    maxClicks: t.int({
      nullable: true,
      description:
        "The maximum number of clicks, null for no limit. Bot visits and HEAD requests do not count. When the limit is reached, all requests get 410, including bots and the preview.",
      resolve: ({ maxClicks }) =>
        maxClicks && Math.min(Math.max(maxClicks, -maxClickLimit), maxClickLimit),
    }),
    hasPassword: t.boolean({
      description: "Whether visitors must enter a password. The password itself is never returned.",
      resolve: ({ passwordHash }) => passwordHash !== null,
    }),
    clickCount: t.expose("clickCount", {
      type: "SafeInt",
      description: "The number of clicks so far. Bot visits are excluded. It can lag by 250 ms.",
    }),
    lastClickedAt: t.expose("lastClickedAt", {
      type: "DateTime",
      nullable: true,
      description: "The time of the latest click, null if there is none. Bot visits are excluded.",
    }),
    createdAt: t.expose("createdAt", {
      type: "DateTime",
      description: "The time at which the link was created.",
    }),
    updatedAt: t.expose("updatedAt", {
      type: "DateTime",
      description: "The time of the owner's last change. Clicks do not affect it.",
    }),
    owner: t.relation("owner", {
      complexity: prices.relation,
      description: "The owner, who is always the viewer.",
    }),
  }),
});

builder.queryField("link", (t) =>
  t.prismaField({
    type: Link,
    nullable: true,
    description:
      "One of the viewer's links. Null if it does not exist or belongs to another user. Requires the `LINKS_READ` scope.",
    args: { by: t.arg({ type: LinkBy, required: true, description: "The link to return." }) },
    complexity: prices.singleLink,
    resolve: (query, _, { by }, { actor }) => {
      const reference = parseLinkReference(by);
      return reference ? findLink(actor, reference, query) : null;
    },
  }),
);
