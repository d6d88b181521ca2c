export type LinkStatus = "ACTIVE" | "INACTIVE" | "EXPIRED" | "EXHAUSTED";

interface StatusFacts {
  isActive: boolean;
  expiresAt: Date | number | null;
  maxClicks: number | null;
  clickCount: number;
}

/** What a visitor meets now. Derived at each look, never stored. `now` is in milliseconds. */
export function linkStatus(link: StatusFacts, now = Date.now()): LinkStatus {
  if (!link.isActive) return "INACTIVE";
  if (link.expiresAt !== null && link.expiresAt.valueOf() <= now) return "EXPIRED";
  if (link.maxClicks !== null && link.clickCount >= link.maxClicks) return "EXHAUSTED";
  return "ACTIVE";
}

/** Where the link is reached: base URL and code. */
export function shortUrl(baseUrl: URL, shortCode: string): string {
  return new URL(shortCode, baseUrl).href;
}
