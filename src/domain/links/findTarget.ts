import type { Service } from "../service.ts";

/** What deciding about a visit needs to know of a link. */
export interface LinkTarget {
  id: number;
  originalUrl: string;
  isActive: boolean;
  redirectType: number;
  expiresAt: Date | null;
  maxClicks: number | null;
  clickCount: number;
  passwordHash: string | null;
}

const columns = {
  id: true,
  originalUrl: true,
  isActive: true,
  redirectType: true,
  expiresAt: true,
  maxClicks: true,
  clickCount: true,
  passwordHash: true,
} as const;

/** Looks up where a code leads, for anybody; null where it leads nowhere. `shortCode` in lower case. */
export async function findTarget(service: Service, shortCode: string): Promise<LinkTarget | null> {
  return service.database.link.findUnique({ where: { shortCode }, select: columns });
}
