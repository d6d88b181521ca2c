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
const title = z.string().nullable().openapi({
  maxLength: 200,
  pattern: noNulPattern,
  example: "Spring campaign",
  description:
    "Name for the link that only you see, at most 200 characters, null for none. An empty title is stored as null.",
});
const note = z.string().nullable().openapi({
  maxLength: 2_000,
  pattern: noNulPattern,
  example: "Printed on the flyer for the spring fair",
  description:
    "Note that only you see, at most 2,000 characters with line breaks, null for none. An empty note is stored as null.",
});
const isActive = z
  .boolean()
  .openapi({ description: "Whether the link is enabled. If false, visitors get 404." });
const maxClicks = z
  .int32("must be a whole number from 1 to 2147483647")
  .nullable()
  .openapi({
    // The generator turns a bounded integer into a number.
    type: ["integer", "null"],
    format: "int32",
    minimum: 1,
    maximum: 2_147_483_647,
    description:
      "Maximum number of clicks, null for no limit. Bot visits and HEAD requests do not count. When the limit is reached, all requests get 410, including bots and the preview.",
  });

/**
 * The fields of a link. The GraphQL selection, the schemas of requests and responses, and the
 * mappings in both directions follow from this table.
 */
export const linkFields = [
  {
    rest: "id",
    graphql: "databaseId",
    response: Id.openapi({ example: 1, description: "The ID of the link." }),
  },
  {
    rest: "short_code",
    graphql: "shortCode",
    response: z.string().openapi({
      ...shortCode,
      pattern: "^[a-z0-9_-]+$",
      description: "The path of the short URL, in lower case.",
    }),
    request: z.string().openapi({
      ...shortCode,
      pattern: "^[A-Za-z0-9_-]+$",
      description:
        "Custom short code: 3 to 64 of `A-Z a-z 0-9 _ -`. Stored in lower case. Default: a generated code.",
    }),
    createOnly: true,
  },
  {
    rest: "short_url",
    graphql: "shortUrl",
    response: z.string().openapi({
      example: "lnk7.net/abc123d",
      description: "The URL to share, without its scheme.",
    }),
    toRest: (url: string) => url.replace(/^https?:\/\//, ""),
  },
  {
    rest: "original_url",
    graphql: "originalUrl",
    response: z
      .string()
      .openapi({ ...originalUrl, description: "The destination, as you entered it." }),
    request: z.string().openapi({
      ...originalUrl,
      pattern: "[Hh][Tt][Tt][Pp][Ss]?:",
      description:
        "Destination: an absolute http or https URL of at most 8,192 characters as entered, and 8,192 bytes percent-encoded. Line breaks, user names and passwords are not allowed.",
    }),
    required: true,
  },
  { rest: "title", graphql: "title", response: title, request: title },
  { rest: "note", graphql: "note", response: note, request: note },
  { rest: "is_active", graphql: "isActive", response: isActive, request: isActive },
  {
    rest: "status",
    graphql: "status",
    response: z.enum(["active", "inactive", "expired", "exhausted", "blocked"]).openapi({
      description:
        "The current status. It depends on `is_active`, `expires_at`, `max_clicks` and the operator's blocklist.",
    }),
    toRest: (status: LinkStatus) => status.toLowerCase() as Lowercase<LinkStatus>,
  },
  {
    rest: "redirect_type",
    graphql: "redirectType",
    response: RedirectStatus.openapi({
      type: "integer",
      enum: redirectStatuses,
      description: "HTTP status of redirects.",
    }),
    toRest: toRedirectStatus,
    request: RedirectStatus.nullable().openapi({
      type: ["integer", "null"],
      enum: [...redirectStatuses, null],
      description: "HTTP status of redirects, null for 302.",
    }),
    toGraphql: toRedirectType,
  },
  {
    rest: "expires_at",
    graphql: "expiresAt",
    response: Time.nullable().openapi({
      description: "The time from which visitors get 410, null if the link does not expire.",
    }),
    request: z.iso
      .datetime({ offset: true, error: "must be an RFC 3339 time, such as 2030-12-31T23:59:59Z" })
      .nullable()
      .openapi({
        description:
          "Time from which visitors get 410. It must be in the future; null for no expiry.",
      }),
  },
  { rest: "max_clicks", graphql: "maxClicks", response: maxClicks, request: maxClicks },
  {
    rest: "password",
    graphql: "password",
    request: z.string().nullable().openapi({
      minLength: 1,
      maxLength: 72,
      pattern: noNulPattern,
      description:
        "Password that visitors must enter, 1 character to 72 bytes of UTF-8; null for none.",
    }),
  },
  {
    rest: "has_password",
    graphql: "hasPassword",
    response: z.boolean().openapi({ description: "Whether visitors must enter a password." }),
  },
  {
    rest: "click_count",
    graphql: "clickCount",
    response: Count.openapi({ description: "The number of clicks so far, without bot visits." }),
  },
  {
    rest: "last_clicked_at",
    graphql: "lastClickedAt",
    response: Time.nullable().openapi({
      description: "The time of the latest click, null if there is none.",
    }),
  },
  {
    rest: "created_at",
    graphql: "createdAt",
    response: Time.openapi({ description: "The time at which the link was created." }),
  },
  {
    rest: "updated_at",
    graphql: "updatedAt",
    response: Time.openapi({ description: "The time of your last change of the link." }),
  },
] as const satisfies readonly LinkField[];

export type ReadableField = Extract<(typeof linkFields)[number], { response: z.ZodType }>;
export type WritableField = Extract<(typeof linkFields)[number], { request: z.ZodType }>;

export const readableFields = linkFields.filter(
  (field): field is ReadableField => "response" in field,
);
export const writableFields = linkFields.filter(
  (field): field is WritableField => "request" in field,
);
