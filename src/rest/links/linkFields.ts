import { z } from "@hono/zod-openapi";
import { Count, Id, noNulPattern, Time } from "../server/fieldSchemas.ts";
import type { introspection } from "../server/schema.generated.d.ts";
import type { LinkField } from "./linkField.ts";
import {
  RedirectStatus,
  redirectStatuses,
  toRedirectStatus,
  toRedirectType,
} from "./redirectType.ts";

type LinkStatus = introspection["types"]["LinkStatus"]["enumValues"];

const shortCode = { minLength: 3, maxLength: 64, example: "abc123d" };
const originalUrl = { minLength: 6, maxLength: 8_192, example: "https://example.com/my-long-url" };
const title = { maxLength: 200, pattern: noNulPattern };
const maxClicks = {
  // The generator turns a bounded integer into a number.
  type: ["integer", "null"] as ["integer", "null"],
  format: "int32",
  minimum: 1,
  maximum: 2_147_483_647,
};
const maxClicksDescription =
  "How many times the link redirects people at most; null: no limit. Crawlers and other programs, and HEAD, use none of these up, and are redirected only while some are left; afterwards all get 410, previews too.";

/**
 * The fields of a link. The GraphQL selection, the schemas of requests and responses, and the
 * mappings in both directions follow from this table.
 */
export const linkFields = [
  { rest: "id", graphql: "databaseId", response: Id },
  {
    rest: "short_code",
    graphql: "shortCode",
    response: z.string().openapi({ ...shortCode, pattern: "^[a-z0-9_-]+$" }),
    request: z.string().openapi({
      ...shortCode,
      pattern: "^[A-Za-z0-9_-]+$",
      description: "3 to 64 of A-Z a-z 0-9 _ -. Made where absent.",
    }),
    createOnly: true,
  },
  {
    rest: "short_url",
    graphql: "shortUrl",
    response: z.string().openapi({ example: "lnk7.net/abc123d", description: "Without scheme." }),
    toRest: (url: string) => url.replace(/^https?:\/\//, ""),
  },
  {
    rest: "original_url",
    graphql: "originalUrl",
    response: z.string().openapi(originalUrl),
    request: z.string().openapi({
      ...originalUrl,
      pattern: "[Hh][Tt][Tt][Pp][Ss]?:",
      description:
        "http or https, at most 8,192 characters as given and 8,192 bytes percent-encoded, in one line, without a user name or password.",
    }),
    required: true,
  },
  {
    rest: "title",
    graphql: "title",
    response: z.string().nullable().openapi(title),
    request: z
      .string()
      .nullable()
      .openapi({ ...title, description: "At most 200 characters; null or empty: none." }),
  },
  { rest: "is_active", graphql: "isActive", response: z.boolean(), request: z.boolean() },
  {
    rest: "status",
    graphql: "status",
    response: z.enum(["active", "inactive", "expired", "exhausted", "blocked"]),
    toRest: (status: LinkStatus) => status.toLowerCase() as Lowercase<LinkStatus>,
  },
  {
    rest: "redirect_type",
    graphql: "redirectType",
    response: RedirectStatus.openapi({
      type: "integer",
      enum: redirectStatuses,
      description: "HTTP status of the redirect.",
    }),
    toRest: toRedirectStatus,
    request: RedirectStatus.nullable().openapi({
      type: ["integer", "null"],
      enum: [...redirectStatuses, null],
      description: "HTTP status of the redirect; null for 302.",
    }),
    toGraphql: toRedirectType,
  },
  {
    rest: "expires_at",
    graphql: "expiresAt",
    response: Time.nullable(),
    request: z.iso
      .datetime({ offset: true, error: "must be a time such as 2030-12-31T23:59:59Z" })
      .nullable()
      .openapi({ description: "A time to come; null for never." }),
  },
  {
    rest: "max_clicks",
    graphql: "maxClicks",
    response: z
      .int()
      .nullable()
      .openapi({ ...maxClicks, description: maxClicksDescription }),
    request: z
      .int32("must be a whole number from 1 to 2147483647")
      .nullable()
      .openapi({ ...maxClicks, description: `From 1. ${maxClicksDescription}` }),
  },
  {
    rest: "password",
    graphql: "password",
    request: z.string().nullable().openapi({
      minLength: 1,
      maxLength: 72,
      pattern: noNulPattern,
      description: "Asked of every visitor: 1 character to 72 bytes in UTF-8; null: none.",
    }),
  },
  { rest: "has_password", graphql: "hasPassword", response: z.boolean() },
  { rest: "click_count", graphql: "clickCount", response: Count },
  { rest: "last_clicked_at", graphql: "lastClickedAt", response: Time.nullable() },
  { rest: "created_at", graphql: "createdAt", response: Time },
  { rest: "updated_at", graphql: "updatedAt", response: Time },
] as const satisfies readonly LinkField[];

export type ReadableField = Extract<(typeof linkFields)[number], { response: z.ZodType }>;
export type WritableField = Extract<(typeof linkFields)[number], { request: z.ZodType }>;

export const readableFields = linkFields.filter(
  (field): field is ReadableField => "response" in field,
);
export const writableFields = linkFields.filter(
  (field): field is WritableField => "request" in field,
);
