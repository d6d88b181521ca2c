import { Anchor, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDateTime, formatNumber } from "../../../lib/format.ts";
import { isolate } from "../../../lib/isolate.ts";
import { Time } from "../../../ui/Time.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { redirectTypeLabels } from "../shared/redirectTypeLabels.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";
import type { SettingChange } from "./documents.ts";

/** Returns the settings of a link with their labels, in the order of the panel. */
export function describeSettings(link: LinkFragment): { name: string; value: ReactNode }[] {
  return [
    {
      name: "Leads to",
      value: (
        <Anchor href={link.originalUrl} rel="noreferrer" size="sm">
          <bdi>{toDisplayUrl(link.originalUrl)}</bdi>
        </Anchor>
      ),
    },
    { name: "Expires", value: link.expiresAt ? <Time value={link.expiresAt} absolute /> : "Never" },
    { name: "Click limit", value: link.maxClicks === null ? "None" : formatNumber(link.maxClicks) },
    { name: "Password", value: link.hasPassword ? "Asked of every visitor" : "None" },
    { name: "Redirect", value: redirectTypeLabels[link.redirectType] },
    { name: "Note", value: link.note === null ? "None" : <Note text={link.note} /> },
  ];
}

/** Returns a sentence that describes the change of a setting. */
export function formatChange({ setting, before, after }: SettingChange): string {
  switch (setting) {
    case "ORIGINAL_URL":
      return `Leads to ${isolate(toDisplayUrl(after ?? ""))}, before to ${isolate(toDisplayUrl(before ?? ""))}`;
    case "TITLE":
      return after === null
        ? `Title ${quoted(before)} removed`
        : `Title ${quoted(after)}${before === null ? "" : ` instead of ${quoted(before)}`}`;
    case "NOTE":
      if (after === null) return "Note removed";
      return before === null ? "Note added" : "Note changed";
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

function Note({ text }: { text: string }) {
  return (
    <Text span size="sm" dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
      {text}
    </Text>
  );
}

const quoted = (text: string | null) => `“${isolate(text ?? "")}”`;
