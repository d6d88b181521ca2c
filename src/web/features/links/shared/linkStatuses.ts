import type { LinkFragment } from "./documents.ts";

export type LinkStatus = LinkFragment["status"];

/** The label of each status and what visitors see. */
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

/** The statuses in the order of the filter. */
export const filterableStatuses = [
  "ACTIVE",
  "INACTIVE",
  "EXPIRED",
  "EXHAUSTED",
  "BLOCKED",
] as const;

export type FilterableStatus = (typeof filterableStatuses)[number];
