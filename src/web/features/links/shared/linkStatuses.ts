import type { LinkFragment } from "./documents.ts";

export type LinkStatus = LinkFragment["status"];

/** What each status is called, and what visitors meet then. */
export const linkStatuses: Record<LinkStatus, { label: string; description: string }> = {
  ACTIVE: { label: "Active", description: "Visitors are sent on." },
  INACTIVE: { label: "Switched off", description: "Visitors are told that there is no such link." },
  BLOCKED: {
    label: "Blocked",
    description: "Visitors are told that this service does not lead there.",
  },
  EXPIRED: { label: "Expired", description: "Visitors are told that its time is over." },
  EXHAUSTED: { label: "Used up", description: "Visitors are told that its clicks are used up." },
};

/** The statuses that links can be listed by: what is blocked is known to no index of the service. */
export const filterableStatuses = ["ACTIVE", "INACTIVE", "EXPIRED", "EXHAUSTED"] as const;

export type FilterableStatus = (typeof filterableStatuses)[number];

/** The status that a link takes on when its owner uses the switch. */
export function statusAfterToggle(link: LinkFragment, isActive: boolean): LinkStatus {
  if (!isActive) return "INACTIVE";
  if (link.expiresAt !== null && Date.parse(link.expiresAt) <= Date.now()) return "EXPIRED";
  if (link.maxClicks !== null && link.clickCount >= link.maxClicks) return "EXHAUSTED";
  if (link.status === "BLOCKED") return "BLOCKED";
  return "ACTIVE";
}
