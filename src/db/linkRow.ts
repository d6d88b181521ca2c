declare const linkKey: unique symbol;

/** Identifies the link of a short code, however the code is written. Opaque. */
export type LinkKey = string & { readonly [linkKey]: true };

/** Columns of a link that a redirect needs, as they are stored: times in milliseconds. */
export interface LinkRow {
  id: number;
  ownerId: number;
  shortCode: string;
  originalUrl: string;
  /** SQLite stores 0 or 1. */
  isActive: boolean | number;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  clickCount: number;
  passwordHash: string | null;
  /** Changes with each edit by the owner. */
  version: number;
}

const columns: Record<keyof LinkRow, true> = {
  id: true,
  ownerId: true,
  shortCode: true,
  originalUrl: true,
  isActive: true,
  redirectType: true,
  expiresAt: true,
  maxClicks: true,
  clickCount: true,
  passwordHash: true,
  version: true,
};

/** The columns of `LinkRow` as SQL, for both engines. */
export const linkRowColumns = Object.keys(columns)
  .map((column) => `"Link"."${column}"`)
  .join(", ");
