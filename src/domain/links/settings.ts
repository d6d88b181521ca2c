import type { SignedInActor } from "../actors/actor.ts";
import {
  InvalidExpiryError,
  InvalidMaxClicksError,
  InvalidPasswordError,
  InvalidTitleError,
} from "../errors.ts";
import { limitPasswords } from "../limits/limitPasswords.ts";
import { isText, normalizeText } from "../text.ts";
import { fitsBcrypt, normalizePassword, requirePasswordText } from "../users/password.ts";
import { turnOfAccount } from "../users/passwordQueue.ts";
import { acceptOriginalUrl } from "./originalUrl.ts";

const maximumTitleCharacters = 200;
/** As many as both engines keep in the column. */
export const maximumMaxClicks = 2_147_483_647;

/** HTTP statuses that a link may redirect with. */
export const redirectTypes = [301, 302, 307, 308] as const;
export type RedirectType = (typeof redirectTypes)[number];

/** Returns how a stored link redirects: like a new one where it says what this version does not know. */
export function redirectTypeOf(stored: number): RedirectType {
  return redirectTypes.find((type) => type === stored) ?? 302;
}

/** What can be said of a link when it is made and changed later; null resets, undefined leaves. */
export interface LinkSettings {
  title?: string | null | undefined;
  isActive?: boolean | null | undefined;
  redirectType?: RedirectType | null | undefined;
  expiresAt?: Date | null | undefined;
  maxClicks?: number | null | undefined;
  password?: string | null | undefined;
  originalUrl?: string | null | undefined;
}

/**
 * The columns to write for the settings given. Throws InvalidUrlError, UrlBlockedError,
 * InvalidTitleError (at most 200 characters), InvalidExpiryError (a time to come),
 * InvalidMaxClicksError (1 to 2,147,483,647) and InvalidPasswordError (1 character to 72 bytes), and
 * TooManyTriesError where the actor has set too many passwords for now, or as for any password that
 * waits: see `createPasswordQueue`.
 */
export async function acceptSettings(actor: SignedInActor, settings: LinkSettings) {
  const { destinations } = actor.service;
  const { originalUrl, title, isActive, redirectType, expiresAt, maxClicks, password } = settings;
  return {
    ...(originalUrl != null && {
      originalUrl: acceptOriginalUrl(originalUrl, destinations),
    }),
    ...(title !== undefined && { title: acceptTitle(title) }),
    ...(isActive !== undefined && { isActive: isActive ?? true }),
    ...(redirectType !== undefined && { redirectType: redirectType ?? 302 }),
    ...(expiresAt !== undefined && { expiresAt: acceptExpiry(expiresAt) }),
    ...(maxClicks !== undefined && { maxClicks: acceptMaxClicks(maxClicks) }),
    ...(password !== undefined && { passwordHash: await acceptPassword(actor, password) }),
  };
}

function acceptTitle(given: string | null): string | null {
  const trimmed = given?.trim();
  if (!trimmed) return null;
  if (!isText(trimmed)) {
    throw new InvalidTitleError("The title holds a character that is not text.");
  }
  const title = normalizeText(trimmed, maximumTitleCharacters);
  if (title === undefined) {
    throw new InvalidTitleError(`A title has at most ${maximumTitleCharacters} characters.`);
  }
  return title;
}

function acceptExpiry(expiresAt: Date | null): Date | null {
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    throw new InvalidExpiryError("The link would be expired already: choose a time to come.");
  }
  return expiresAt;
}

function acceptMaxClicks(maxClicks: number | null): number | null {
  if (maxClicks !== null && (maxClicks < 1 || maxClicks > maximumMaxClicks)) {
    throw new InvalidMaxClicksError("A click limit is a whole number from 1 to 2147483647.");
  }
  return maxClicks;
}

async function acceptPassword(actor: SignedInActor, given: string | null): Promise<string | null> {
  if (given === null) return null;
  requirePasswordText(given);
  const password = normalizePassword(given);
  if (password.length === 0 || !fitsBcrypt(password)) {
    throw new InvalidPasswordError("A link's password has 1 character to 72 bytes.");
  }
  await limitPasswords(actor);
  return actor.service.passwords.hash(password, turnOfAccount(actor.userId));
}
