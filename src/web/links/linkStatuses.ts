import type { OwnLink } from "./documents.ts";

export type LinkStatus = OwnLink["status"];

/** What each status is called, and what visitors meet then. */
export const linkStatuses: Record<LinkStatus, { label: string; meaning: string }> = {
  ACTIVE: { label: "Active", meaning: "Visitors are sent on." },
  INACTIVE: { label: "Switched off", meaning: "Visitors are told that there is no such link." },
  BLOCKED: {
    label: "Blocked",
    meaning: "Visitors are told that this service does not lead there.",
  },
  EXPIRED: { label: "Expired", meaning: "Visitors are told that its time is over." },
  EXHAUSTED: { label: "Used up", meaning: "Visitors are told that its clicks are used up." },
};

/** The statuses that links can be listed by: what is blocked is known to no index of the service. */
export const listedStatuses = ["ACTIVE", "INACTIVE", "EXPIRED", "EXHAUSTED"] as const;

export type ListedStatus = (typeof listedStatuses)[number];

/** The status that a link takes on when its owner uses the switch. */
export function statusAfterSwitch(link: OwnLink, isActive: boolean): LinkStatus {
  if (!isActive) return "INACTIVE";
  if (link.expiresAt !== null && Date.parse(link.expiresAt) <= Date.now()) return "EXPIRED";
  if (link.maxClicks !== null && link.clickCount >= link.maxClicks) return "EXHAUSTED";
  if (link.status === "BLOCKED") return "BLOCKED";
  return "ACTIVE";
}
