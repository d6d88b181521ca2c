import {
  InvalidExpiryError,
  InvalidMaxClicksError,
  InvalidPasswordError,
  InvalidTitleError,
  InvalidUrlError,
  UrlBlockedError,
} from "../../core/errors.ts";
import type { InputFields } from "../schema/builder.ts";
import { RedirectType } from "./Link.ts";

/** Defines the settings that can be set when a link is created or updated. */
export function linkSettingFields(t: InputFields) {
  return {
    title: t.string({
      description:
        "Name for the link that only the owner sees, at most 200 characters. Null for none.",
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
    maxClicks: t.int({
      description:
        "Maximum number of clicks, 1 to 2,147,483,647; null for no limit. Bot visits do not count, and get 410 when the limit is reached.",
    }),
    password: t.string({
      description:
        "Password that visitors must enter, 1 character to 72 bytes of UTF-8; null for none.",
    }),
  };
}

/** Errors for invalid settings of a link. */
export const linkSettingErrors = [
  InvalidExpiryError,
  InvalidMaxClicksError,
  InvalidPasswordError,
  InvalidTitleError,
  InvalidUrlError,
  UrlBlockedError,
];
