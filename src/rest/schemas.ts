import { z } from "@hono/zod-openapi";

export const ErrorBody = z
  .strictObject({
    detail: z.string().openapi({ example: "You have no link like this." }),
  })
  .openapi("Error");

export const RateLimitHeaders = z.object({
  "Retry-After": z.string().openapi({
    description: "Seconds to wait before the next try.",
    example: "42",
  }),
  "RateLimit-Policy": z.string().openapi({
    description:
      "Requests (`q`) that a token, or else an address, has in a window of seconds (`w`).",
    example: '"default";q=1200;w=60',
  }),
  RateLimit: z.string().openapi({
    description: "Requests left (`r`), and seconds until all are there again (`t`).",
    example: '"default";r=0;t=42',
  }),
});

export const scopeNames = [
  "links:read",
  "links:write",
  "stats:read",
  "tokens:read",
  "tokens:write",
  "account:write",
] as const;

const Scopes = z.array(z.enum(scopeNames));
const Time = z.iso.datetime().openapi({ example: "2030-12-31T23:59:59.000Z" });
const Email = z.string().openapi({ example: "you@example.com" });
const RedirectStatus = z
  .union(
    [z.literal(301), z.literal(302), z.literal(307), z.literal(308)],
    "must be 301, 302, 307 or 308",
  )
  .openapi({ description: "HTTP status of the redirect." });

const clickLimit =
  "How many times the link redirects people at most; null: no limit. Crawlers and other programs, and HEAD, use none of these up, and are redirected only while some are left; afterwards all get 410, previews too.";

export const Credentials = z
  .strictObject({
    email: Email,
    password: z.string().openapi({ description: "8 characters to 72 bytes." }),
  })
  .openapi("Credentials");

export const Account = z
  .strictObject({ id: z.int(), email: Email, created_at: Time })
  .openapi("Account");

export const IssuedToken = z
  .strictObject({
    token: z.string().openapi({ description: "The secret, shown this once." }),
    token_id: z.string().openapi({ example: "tok_0123456789abcdef" }),
    token_type: z.literal("bearer"),
    name: z.string(),
    scopes: Scopes,
    created_at: Time,
    expires_at: Time.nullable(),
    user: z.strictObject({ id: z.int(), email: Email }),
  })
  .openapi("IssuedToken");

export const TokenList = z
  .strictObject({
    tokens: z.array(
      z.strictObject({
        token_id: z.string(),
        name: z.string(),
        prefix: z.string().openapi({ description: "The first characters of the secret." }),
        scopes: Scopes,
        created_at: Time,
        last_used_at: Time.nullable(),
        expires_at: Time.nullable(),
      }),
    ),
  })
  .openapi("TokenList");

export const Link = z
  .strictObject({
    id: z.int(),
    short_code: z.string().openapi({ example: "abc123d" }),
    short_url: z.string().openapi({ example: "lnk7.net/abc123d", description: "Without scheme." }),
    original_url: z.string().openapi({ example: "https://example.com/my-long-url" }),
    title: z.string().nullable(),
    is_active: z.boolean(),
    status: z.enum(["active", "inactive", "expired", "exhausted", "blocked"]),
    redirect_type: RedirectStatus,
    expires_at: Time.nullable(),
    max_clicks: z.int().nullable().openapi({ description: clickLimit }),
    has_password: z.boolean(),
    click_count: z.int(),
    last_clicked_at: Time.nullable(),
    created_at: Time,
    updated_at: Time,
  })
  .openapi("Link");

export const LinkList = z
  .strictObject({
    links: z.array(Link),
    page: z.int(),
    per_page: z.int(),
    has_next: z.boolean(),
  })
  .openapi("LinkList");

const settings = {
  title: z.string().nullable().optional().openapi({ description: "At most 200 characters." }),
  is_active: z.boolean().optional(),
  redirect_type: RedirectStatus.nullable()
    .optional()
    .openapi({ description: "HTTP status of the redirect; null for 302." }),
  expires_at: z.iso
    .datetime({ offset: true, error: "must be a time such as 2030-12-31T23:59:59Z" })
    .nullable()
    .optional()
    .openapi({ description: "A time to come; null for never." }),
  max_clicks: z
    .int32("must be a whole number from 1 to 2147483647")
    .nullable()
    .optional()
    .openapi({ description: `From 1. ${clickLimit}` }),
  password: z
    .string()
    .nullable()
    .optional()
    .openapi({ description: "Asked of every visitor: 1 character to 72 bytes; null: none." }),
};

export const NewLink = z
  .strictObject({
    original_url: z.string().openapi({
      example: "https://example.com/my-long-url",
      description: "http or https, at most 2,048 characters.",
    }),
    short_code: z
      .string()
      .optional()
      .openapi({ description: "3 to 64 of A-Z a-z 0-9 _ -. Made where absent." }),
    ...settings,
  })
  .openapi("NewLink");

export const LinkChanges = z
  .strictObject({ original_url: z.string().optional(), ...settings })
  .refine((changes) => Object.keys(changes).length > 0, "needs at least one field to change")
  .openapi("LinkChanges");
