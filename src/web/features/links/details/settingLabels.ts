import { formatDateTime, formatNumber } from "../../../lib/format.ts";
import { isolate } from "../../../lib/isolate.ts";
import type { LinkFragment } from "../shared/documents.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";
import type { SettingChange } from "./documents.ts";

export const redirectTypeLabels: Record<LinkFragment["redirectType"], string> = {
  FOUND: "302, temporary",
  MOVED_PERMANENTLY: "301, permanent",
  TEMPORARY_REDIRECT: "307, temporary, keeps the method",
  PERMANENT_REDIRECT: "308, permanent, keeps the method",
};

/** Returns a sentence that describes the change of a setting. */
export function formatChange({ setting, before, after }: SettingChange): string {
  switch (setting) {
    case "ORIGINAL_URL":
      return `Leads to ${isolate(toDisplayUrl(after ?? ""))}, before to ${isolate(toDisplayUrl(before ?? ""))}`;
    case "TITLE":
      return after === null
        ? `Title ${quoted(before)} removed`
        : `Title ${quoted(after)}${before === null ? "" : ` instead of ${quoted(before)}`}`;
    case "IS_ACTIVE":
      return after === "true" ? "Switched on" : "Switched off";
    case "EXPIRES_AT":
      return after === null ? "Never expires" : `Expires ${formatDateTime(after)}`;
    case "MAX_CLICKS":
      return after === null ? "No click limit" : `Click limit ${formatNumber(Number(after))}`;
    case "REDIRECT_TYPE":
      return `Redirects with ${after} instead of ${before}`;
    case "PASSWORD":
      if (after === null) return "Password removed";
      return before === null ? "Password set" : "Password changed";
  }
}

const quoted = (text: string | null) => `“${isolate(text ?? "")}”`;
