import {
  maxClickLimit,
  type RedirectType as RedirectStatus,
  toRedirectType,
} from "../../core/links/linkSettings.ts";
import { shortUrl, storedLinkStatus } from "../../core/links/linkStatus.ts";
import { qrCode } from "../../core/links/qrCode.ts";
import { findLink, ownedLinkFilter } from "../../core/links/readLinks.ts";
import { builder } from "../schema/builder.ts";
import { parseRowId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";
import { LinkBy, parseLinkReference } from "./LinkBy.ts";

export const RedirectType = builder.enumType("RedirectType", {
  description: "How a browser takes the redirect, named for its HTTP status.",
  values: {
    MOVED_PERMANENTLY: {
      value: 301,
      description: "301: remembered by browsers and search engines.",
    },
    FOUND: { value: 302, description: "302: asked for anew each time. The default." },
    TEMPORARY_REDIRECT: { value: 307, description: "307: as 302, and the method is kept." },
    PERMANENT_REDIRECT: { value: 308, description: "308: as 301, and the method is kept." },
  } satisfies Record<string, { value: RedirectStatus; description: string }>,
});

export const LinkStatus = builder.enumType("LinkStatus", {
  description: "What a visitor of the link meets at this moment.",
  values: {
    ACTIVE: { description: "The link redirects." },
    INACTIVE: { description: "Its owner has switched it off: visitors get 404." },
    EXPIRED: { description: "Its time is over: visitors get 410." },
    EXHAUSTED: { description: "Its clicks are used up: visitors get 410." },
    BLOCKED: { description: "The operator leads nobody where it leads: visitors get 451." },
  },
});

export const Link = builder.prismaNode("Link", {
  description: "A short link. Only its owner sees it here.",
  nullable: true,
  id: { field: "id", description: "Global id, for `node` and `link(by:)`." },
  findUnique: (id, { actor }) => ownedLinkFilter(actor, { id: parseRowId(id) }, "links:read"),
  fields: (t) => ({
    databaseId: t.expose("id", {
      type: "SafeInt",
      description: "The number that REST calls `id`.",
    }),
    shortCode: t.exposeString("shortCode", {
      description: "The path of the short URL, in lower case.",
    }),
    shortUrl: t.field({
      type: "URL",
      description: "The address to share.",
      resolve: ({ shortCode }, _, { actor }) => shortUrl(actor.service.baseUrl, shortCode),
    }),
    qrCode: t.string({
      description:
        "An SVG image of a QR code of the short URL, with its quiet zone, black on white. Scale it to any size.",
      complexity: prices.qrCode,
      resolve: ({ shortCode, ownerId }, _, { actor: { service } }) =>
        service.queues.compute(ownerId, () => qrCode(shortUrl(service.baseUrl, shortCode))),
    }),
    originalUrl: t.expose("originalUrl", {
      type: "URL",
      description: "Where the link leads, as its owner wrote it.",
    }),
    title: t.exposeString("title", {
      nullable: true,
      description: "Its owner's name for it; null where none was given.",
    }),
    isActive: t.exposeBoolean("isActive", {
      description: "The owner's switch. See `status` for what visitors meet.",
    }),
    status: t.field({
      type: LinkStatus,
      description: "Derived from the switch, the expiry, the click limit and what is blocked.",
      resolve: (link, _, { actor }) => storedLinkStatus(actor.service, link),
    }),
    redirectType: t.field({
      type: RedirectType,
      description: "The HTTP status of its redirects.",
      resolve: ({ redirectType }) => toRedirectType(redirectType),
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "From when on it answers 410; null where it never expires.",
    }),
    maxClicks: t.int({
      nullable: true,
      description:
        "How many times it redirects people at most; null for no limit. Crawlers and other programs, and HEAD, use none of these up, and are redirected only while some are left, as the preview is shown only then; afterwards all get 410.",
      resolve: ({ maxClicks }) =>
        maxClicks && Math.min(Math.max(maxClicks, -maxClickLimit), maxClickLimit),
    }),
    hasPassword: t.boolean({
      description: "Whether visitors are asked for a password. The password itself is never shown.",
      resolve: ({ passwordHash }) => passwordHash !== null,
    }),
    clickCount: t.expose("clickCount", {
      type: "SafeInt",
      description:
        "Redirects given to people so far; bots are not counted. May lag by a quarter of a second.",
    }),
    lastClickedAt: t.expose("lastClickedAt", {
      type: "DateTime",
      nullable: true,
      description: "The latest redirect given to a person; null before the first.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    updatedAt: t.expose("updatedAt", {
      type: "DateTime",
      description: "When its owner last changed it. Clicks do not count.",
    }),
    owner: t.relation("owner", {
      complexity: prices.relation,
      description: "Whose link it is: always the viewer.",
    }),
  }),
});

builder.queryField("link", (t) =>
  t.prismaField({
    type: Link,
    nullable: true,
    description: "Looks up one of the viewer's links; null where it is unknown or not theirs.",
    args: { by: t.arg({ type: LinkBy, required: true, description: "Which link." }) },
    complexity: prices.singleLink,
    resolve: (query, _, { by }, { actor }) => {
      const reference = parseLinkReference(by);
      return reference ? findLink(actor, reference, query) : null;
    },
  }),
);
