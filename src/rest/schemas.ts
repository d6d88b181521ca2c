import { z } from "@hono/zod-openapi";

export const scopeNames = [
  "links:read",
  "links:write",
  "stats:read",
  "tokens:read",
  "tokens:write",
  "account:write",
] as const;

const Scopes = z.array(z.enum(scopeNames)).openapi({ minItems: 1, uniqueItems: true });
const Time = z.iso.datetime().openapi({ example: "2030-12-31T23:59:59.000Z" });
const Id = z.int().openapi({ format: "int64", minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Count = z.int().openapi({ format: "int64", minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const TokenIdSchema = z
  .string()
  .openapi({ pattern: "^tok_[0-9A-Za-z]{16}$", example: "tok_0123456789abcdef" });
const TokenName = z.string().openapi({ minLength: 1, maxLength: 100, example: "Login" });

const Email = z.string().openapi({ maxLength: 254, example: "you@example.com" });
const NewEmail = z.string().openapi({
  minLength: 3,
  maxLength: 254,
  pattern: "^[^@]{1,64}@[^@]+$",
  example: "you@example.com",
  description:
    "What the email field of HTML takes, at most 64 characters before the @. A host in other scripts is kept in ASCII.",
});

/** JSON Schema cannot express that unpaired surrogates are not allowed either. */
const noNulPattern = "^[^\\u0000]*$";

/**
 * The generator does not support integers with given values, so the schemas below state them
 * explicitly.
 */
const redirectStatuses = [301, 302, 307, 308] as const;
const RedirectStatus = z.union(
  [z.literal(301), z.literal(302), z.literal(307), z.literal(308)],
  "must be 301, 302, 307 or 308",
);

export const NewAccountSchema = z
  .strictObject({
    email: NewEmail,
    password: z.string().openapi({
      minLength: 8,
      maxLength: 72,
      pattern: noNulPattern,
      description: "8 characters to 72 bytes in UTF-8, and none of the most common passwords.",
    }),
  })
  .openapi("NewAccount");

const maxClicksDescription =
  "How many times the link redirects people at most; null: no limit. Crawlers and other programs, and HEAD, use none of these up, and are redirected only while some are left; afterwards all get 410, previews too.";

export const CredentialsSchema = z
  .strictObject({
    email: z.string().openapi({ example: "you@example.com", description: "In either case." }),
    password: z.string(),
  })
  .openapi("Credentials");

export const AccountSchema = z
  .strictObject({ id: Id, email: Email, created_at: Time })
  .openapi("Account");

export const IssuedTokenSchema = z
  .strictObject({
    token: z.string().openapi({
      pattern: "^lnk7_[0-9A-Za-z]{43}$",
      description: "The secret, shown this once.",
    }),
    token_id: TokenIdSchema,
    token_type: z.literal("bearer"),
    name: TokenName,
    scopes: Scopes,
    created_at: Time,
    expires_at: Time.nullable(),
    user: z.strictObject({ id: Id, email: Email }),
  })
  .openapi("IssuedToken");

export const TokenListSchema = z
  .strictObject({
    tokens: z.array(
      z.strictObject({
        token_id: TokenIdSchema,
        name: TokenName,
        prefix: z.string().openapi({
          minLength: 9,
          maxLength: 9,
          description: "The first characters of the secret.",
        }),
        scopes: Scopes,
        created_by_token_id: TokenIdSchema.nullable().openapi({
          description: "The token that it was made with; null: a password or a browser.",
        }),
        created_at: Time,
        last_used_at: Time.nullable(),
        expires_at: Time.nullable(),
      }),
    ),
  })
  .openapi("TokenList");

const ShortCode = { minLength: 3, maxLength: 64, example: "abc123d" };
const OriginalUrl = {
  minLength: 6,
  maxLength: 8_192,
  example: "https://example.com/my-long-url",
};
const Title = { maxLength: 200, pattern: noNulPattern };
const MaxClicks = {
  // The generator turns a bounded integer into a number.
  type: ["integer", "null"] as ["integer", "null"],
  format: "int32",
  minimum: 1,
  maximum: 2_147_483_647,
};

export const LinkSchema = z
  .strictObject({
    id: Id,
    short_code: z.string().openapi({ ...ShortCode, pattern: "^[a-z0-9_-]+$" }),
    short_url: z.string().openapi({ example: "lnk7.net/abc123d", description: "Without scheme." }),
    original_url: z.string().openapi(OriginalUrl),
    title: z.string().nullable().openapi(Title),
    is_active: z.boolean(),
    status: z.enum(["active", "inactive", "expired", "exhausted", "blocked"]),
    redirect_type: RedirectStatus.openapi({
      type: "integer",
      enum: [...redirectStatuses],
      description: "HTTP status of the redirect.",
    }),
    expires_at: Time.nullable(),
    max_clicks: z
      .int()
      .nullable()
      .openapi({ ...MaxClicks, description: maxClicksDescription }),
    has_password: z.boolean(),
    click_count: Count,
    last_clicked_at: Time.nullable(),
    created_at: Time,
    updated_at: Time,
  })
  .openapi("Link");

export const LinkListSchema = z
  .strictObject({
    links: z.array(LinkSchema).openapi({ maxItems: 100 }),
    page: z.int().openapi({ minimum: 1, maximum: 10_000_000 }),
    per_page: z.int().openapi({ minimum: 1, maximum: 100 }),
    has_next: z.boolean(),
  })
  .openapi("LinkList");

const settings = {
  title: z
    .string()
    .nullable()
    .optional()
    .openapi({ ...Title, description: "At most 200 characters; null or empty: none." }),
  is_active: z.boolean().optional(),
  redirect_type: RedirectStatus.nullable()
    .optional()
    .openapi({
      type: ["integer", "null"],
      enum: [...redirectStatuses, null],
      description: "HTTP status of the redirect; null for 302.",
    }),
  expires_at: z.iso
    .datetime({ offset: true, error: "must be a time such as 2030-12-31T23:59:59Z" })
    .nullable()
    .optional()
    .openapi({ description: "A time to come; null for never." }),
  max_clicks: z
    .int32("must be a whole number from 1 to 2147483647")
    .nullable()
    .optional()
    .openapi({ ...MaxClicks, description: `From 1. ${maxClicksDescription}` }),
  password: z.string().nullable().optional().openapi({
    minLength: 1,
    maxLength: 72,
    pattern: noNulPattern,
    description: "Asked of every visitor: 1 character to 72 bytes in UTF-8; null: none.",
  }),
};

const destination = {
  ...OriginalUrl,
  pattern: "[Hh][Tt][Tt][Pp][Ss]?:",
  description:
    "http or https, at most 8,192 characters as given and 8,192 bytes percent-encoded, in one line, without a user name or password.",
};

export const NewLinkSchema = z
  .strictObject({
    original_url: z.string().openapi(destination),
    short_code: z
      .string()
      .optional()
      .openapi({
        ...ShortCode,
        pattern: "^[A-Za-z0-9_-]+$",
        description: "3 to 64 of A-Z a-z 0-9 _ -. Made where absent.",
      }),
    ...settings,
  })
  .openapi("NewLink");

export const LinkChangesSchema = z
  .strictObject({ original_url: z.string().optional().openapi(destination), ...settings })
  .refine((changes) => Object.keys(changes).length > 0, "needs at least one field to change")
  .openapi("LinkChanges", { minProperties: 1 });
