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
    title: t.string({ description: "Its owner's name for it: at most 200 characters." }),
    isActive: t.boolean({ description: "False switches it off: visitors get 404." }),
    redirectType: t.field({ type: RedirectType, description: "`FOUND` where null." }),
    expiresAt: t.field({
      type: "DateTime",
      description: "From when on visitors get 410: a time to come, or null for never.",
    }),
    maxClicks: t.int({
      description:
        "How many times it redirects people at most: from 1, or null for no limit. Crawlers and other programs use none of these up, and get 410 once none is left.",
    }),
    password: t.string({
      description: "Asked of every visitor: 1 character to 72 bytes, or null for none.",
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
