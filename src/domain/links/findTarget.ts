import type { Service } from "../service.ts";
import { redirectLocation } from "./originalUrl.ts";

/** What deciding about a visit needs to know of a link. Times in milliseconds. */
export interface LinkTarget {
  id: number;
  /** WHATWG serialisation of the original URL. */
  location: string;
  isActive: boolean;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  /** As it was at the look-up. Only `useClick` knows whether one is left. */
  clickCount: number;
  passwordHash: string | null;
}

/** Looks up where a code leads, for anybody; null where it leads nowhere. `shortCode` in lower case. */
export function findTarget({ lookup }: Service, shortCode: string): LinkTarget | null {
  const row = lookup.findLink(shortCode);
  const location = row && redirectLocation(row.originalUrl);
  if (!location) return null;
  const { originalUrl: _, isActive, ...rest } = row;
  return { ...rest, isActive: isActive !== 0, location };
}
