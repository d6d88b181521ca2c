import type { LinkFragment } from "./documents.ts";

export const redirectTypeLabels: Record<LinkFragment["redirectType"], string> = {
  FOUND: "302, temporary",
  MOVED_PERMANENTLY: "301, permanent",
  TEMPORARY_REDIRECT: "307, temporary, keeps the method",
  PERMANENT_REDIRECT: "308, permanent, keeps the method",
};
