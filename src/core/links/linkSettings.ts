import type { SignedInActor } from "../auth/actor.ts";
import {
  type DomainError,
  InvalidMaxClicksError,
  InvalidNoteError,
  InvalidPasswordError,
  InvalidTitleError,
} from "../errors.ts";
import { parseExpiry } from "../parseExpiry.ts";
import {
  isWithinBcryptLimit,
  normalizePassword,
  requirePasswordText,
} from "../passwords/password.ts";
import { accountTaskOptions } from "../passwords/passwordQueue.ts";
import { rateLimitPasswordHashing } from "../rateLimits/rateLimitPasswordHashing.ts";
import { requireValue } from "../requireValue.ts";
import type { Services } from "../services.ts";
import { isStorableText, normalizeText } from "../text.ts";
import { parseOriginalUrl } from "./originalUrl.ts";

const maxTitleCharacters = 200;
const maxNoteCharacters = 2_000;
/** The largest value that both database engines can store in the column. */
export const maxClickLimit = 2_147_483_647;

/** HTTP statuses that a link may redirect with. */
export const redirectTypes = [301, 302, 307, 308] as const;
export type RedirectType = (typeof redirectTypes)[number];

/**
 * Returns the redirect type of a stored link. Returns the default, 302, for a value that this
 * version does not know.
 */
export function toRedirectType(stored: number): RedirectType {
  return redirectTypes.find((type) => type === stored) ?? 302;
}

/**
 * Settings of a link that can be set at creation and changed later. Null removes a setting, and
 * undefined keeps it. Settings that always have a value cannot be null in a change.
 */
export interface LinkSettings {
  title?: string | null | undefined;
  note?: string | null | undefined;
  isActive?: boolean | null | undefined;
  redirectType?: RedirectType | null | undefined;
  expiresAt?: Date | null | undefined;
  maxClicks?: number | null | undefined;
  password?: string | null | undefined;
  originalUrl?: string | null | undefined;
}

/** Columns of the settings. The history of a link records their changes. */
export const linkSettingColumns = [
  "originalUrl",
  "title",
  "note",
  "isActive",
  "redirectType",
  "expiresAt",
  "maxClicks",
  "passwordHash",
] as const;

export type LinkSettingColumn = (typeof linkSettingColumns)[number];

/** Checked settings. The password is not hashed yet. */
interface ParsedLinkSettings {
  originalUrl?: string;
  title?: string | null;
  note?: string | null;
  isActive?: boolean;
  redirectType?: RedirectType;
  expiresAt?: Date | null;
  maxClicks?: number | null;
  password?: string | null;
}

/**
 * Returns the checks of the given settings, for `checkInputs`. They throw InvalidUrlError,
 * UrlBlockedError, InvalidTitleError (at most 200 characters), InvalidNoteError (at most 2,000
 * characters) and InvalidExpiryError (must be in the future). They throw InvalidMaxClicksError (1 to
 * 2,147,483,647), InvalidPasswordError (1 character to 72 bytes), and ValueRequiredError for null
 * where a setting always has a value.
 */
export function linkSettingChecks(
  { destinationPolicy }: Pick<Services, "destinationPolicy">,
  settings: LinkSettings,
) {
  const { originalUrl, title, note, isActive, redirectType, expiresAt, maxClicks, password } =
    settings;
  const checks: { [Name in keyof ParsedLinkSettings]?: () => ParsedLinkSettings[Name] } = {
    ...(originalUrl !== undefined && {
      originalUrl: () =>
        parseOriginalUrl(requireValue("originalUrl", originalUrl), destinationPolicy),
    }),
    ...(title !== undefined && { title: () => parseTitle(title) }),
    ...(note !== undefined && { note: () => parseNote(note) }),
    ...(isActive !== undefined && { isActive: () => requireValue("isActive", isActive) }),
    ...(redirectType !== undefined && {
      redirectType: () => requireValue("redirectType", redirectType),
    }),
    ...(expiresAt !== undefined && { expiresAt: () => parseExpiry(expiresAt) }),
    ...(maxClicks !== undefined && { maxClicks: () => parseMaxClicks(maxClicks) }),
    ...(password !== undefined && { password: () => parseLinkPassword(password) }),
  };
  return checks as {
    [Name in keyof ParsedLinkSettings]-?: () => Required<ParsedLinkSettings>[Name];
  };
}

/**
 * Returns the columns to write for checked settings. Throws RateLimitedError if the actor has set too
 * many passwords, and the errors of the password queue: see `createPasswordQueue`.
 */
export async function toLinkColumns(
  actor: SignedInActor,
  { password, ...columns }: ParsedLinkSettings,
) {
  if (password === undefined) return columns;
  return { ...columns, passwordHash: await hashLinkPassword(actor, password) };
}

function parseTitle(input: string | null): string | null {
  return parseOwnText(input, "title", maxTitleCharacters, InvalidTitleError);
}

/** Returns the note with line breaks as LF, the way that browsers display and search them. */
function parseNote(input: string | null): string | null {
  const text = input?.replace(/\r\n?/g, "\n") ?? null;
  return parseOwnText(text, "note", maxNoteCharacters, InvalidNoteError);
}

/** Returns a text for the owner as it is stored, null if it is empty. */
function parseOwnText(
  input: string | null,
  name: string,
  maxCharacters: number,
  InvalidTextError: new (message: string) => DomainError,
): string | null {
  const trimmed = input?.trim();
  if (!trimmed) return null;
  if (!isStorableText(trimmed)) {
    throw new InvalidTextError(`The ${name} contains an invalid character.`);
  }
  const text = normalizeText(trimmed, maxCharacters);
  if (text === undefined) {
    const most = maxCharacters.toLocaleString("en");
    throw new InvalidTextError(`The ${name} is too long. Use at most ${most} characters.`);
  }
  return text;
}

function parseMaxClicks(maxClicks: number | null): number | null {
  // A number that is not whole or not a number at all arrives as NaN.
  if (maxClicks !== null && !(maxClicks >= 1 && maxClicks <= maxClickLimit)) {
    throw new InvalidMaxClicksError("The click limit must be a whole number from 1 to 2147483647.");
  }
  return maxClicks;
}

function parseLinkPassword(input: string | null): string | null {
  if (input === null) return null;
  requirePasswordText(input);
  const password = normalizePassword(input);
  if (password.length === 0 || !isWithinBcryptLimit(password)) {
    throw new InvalidPasswordError(
      "The link password must have at least 1 character and at most 72 bytes.",
    );
  }
  return password;
}

async function hashLinkPassword(
  actor: SignedInActor,
  password: string | null,
): Promise<string | null> {
  if (password === null) return null;
  await rateLimitPasswordHashing(actor);
  return actor.services.passwordHasher.hash(password, accountTaskOptions(actor.userId));
}
