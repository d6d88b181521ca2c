import {
  InvalidExpiryError,
  InvalidInputError,
  InvalidMaxClicksError,
  InvalidNoteError,
  InvalidPasswordError,
  InvalidTitleError,
  InvalidUrlError,
  RateLimitedError,
  UrlBlockedError,
} from "../../core/errors.ts";
import type { LinkSettingColumn } from "../../core/links/linkSettings.ts";
import { builder, type InputFields } from "../schema/builder.ts";
import { RedirectType } from "./Link.ts";

/** Defines the settings that can be set when a link is created or updated. */
export function linkSettingFields(t: InputFields) {
  return {
    title: t.string({
      description:
        "Name for the link that only the owner sees, at most 200 characters. Null for none.",
    }),
    note: t.string({
      description:
        "Note that only the owner sees, at most 2,000 characters with line breaks. Null for none.",
    }),
    isActive: t.boolean({
      description: "Whether the link is enabled. If false, visitors get 404. Default: true.",
    }),
    redirectType: t.field({
      type: RedirectType,
      description: "HTTP status of redirects. Default: `FOUND`.",
    }),
    expiresAt: t.field({
      type: "DateTime",
      description:
        "Time from which visitors get 410. It must be in the future; null for no expiry.",
    }),
    maxClicks: t.field({
      type: "SafeInt",
      description:
        "Maximum number of clicks, 1 to 2,147,483,647; null for no limit. Bot visits do not count, and get 410 when the limit is reached.",
    }),
    password: t.string({
      description:
        "Password that visitors must enter, 1 character to 72 bytes of UTF-8; null for none.",
    }),
  };
}

export const LinkSetting = builder.enumType("LinkSetting", {
  description: "A setting of a link. The history contains its values as text.",
  values: {
    ORIGINAL_URL: { value: "originalUrl", description: "The destination." },
    TITLE: { value: "title", description: "The owner's name for the link." },
    NOTE: { value: "note", description: "The owner's note." },
    IS_ACTIVE: {
      value: "isActive",
      description: "Whether the link is enabled: `true` or `false`.",
    },
    REDIRECT_TYPE: {
      value: "redirectType",
      description: "The HTTP status of redirects, such as `302`.",
    },
    EXPIRES_AT: { value: "expiresAt", description: "The expiry, as in RFC 3339 and in UTC." },
    MAX_CLICKS: { value: "maxClicks", description: "The maximum number of clicks." },
    PASSWORD: {
      value: "passwordHash",
      description:
        "Whether visitors must enter a password: `set` or null. A change from `set` to `set` is a new password.",
    },
  } satisfies Record<string, { value: LinkSettingColumn; description: string }>,
});

/** Errors for invalid settings of a link. */
export const linkSettingErrors = [
  InvalidInputError,
  InvalidExpiryError,
  InvalidMaxClicksError,
  InvalidNoteError,
  InvalidPasswordError,
  InvalidTitleError,
  InvalidUrlError,
  RateLimitedError,
  UrlBlockedError,
];
