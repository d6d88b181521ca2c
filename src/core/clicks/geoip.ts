import { type CountryResponse, open, type Reader, validate } from "maxmind";

/** Returns the country of an IP address as ISO 3166-1 alpha-2, or null if it is unknown. */
export type LookUpCountry = (ipAddress: string) => string | null;

/**
 * Thrown if countries cannot be read from a file. The message starts with its path and states the
 * cause.
 */
export class GeoipDatabaseError extends Error {
  override name = "GeoipDatabaseError";
}

const addressCacheSize = 10_000;
const twoLetters = /^[a-z]{2}$/i;
/** Code that proxies send for an unknown country. */
const unknownCountryCode = "XX";

/** Database types that include countries, for example those of cities. */
const databaseTypesWithCountry = /country|city|enterprise|insights|location/i;

const reasons: Record<string, string> = {
  ENOENT: "the file does not exist",
  ENOTDIR: "the file does not exist",
  EISDIR: "it is a directory",
  EACCES: "this user has no permission to read it",
  EPERM: "this user has no permission to read it",
};

/** Opens a database file in MaxMind's format. Throws GeoipDatabaseError if it cannot be used. */
export async function openGeoipDatabase(path: string): Promise<LookUpCountry> {
  const reader = await openReader(path);
  const { databaseType } = reader.metadata;
  if (!databaseTypesWithCountry.test(databaseType)) {
    throw new GeoipDatabaseError(
      `${path} cannot be used: it has the database type ${databaseType}, which contains no countries.`,
    );
  }
  return (ipAddress) => {
    try {
      return validate(ipAddress)
        ? parseCountryCode(reader.get(ipAddress)?.country?.iso_code ?? "")
        : null;
    } catch {
      // Some files hold only IPv4 and throw for IPv6.
      return null;
    }
  };
}

async function openReader(path: string): Promise<Reader<CountryResponse>> {
  try {
    return await open<CountryResponse>(path, { cache: { max: addressCacheSize } });
  } catch (error) {
    const { code } = error as { code?: string };
    const reason =
      code === undefined
        ? "it is not a database in MaxMind's format (.mmdb)"
        : (reasons[code] ?? (error as Error).message);
    throw new GeoipDatabaseError(`${path} cannot be used: ${reason}.`);
  }
}

/** Returns the two-letter country code from a proxy's header or a database, or null if it is unknown. */
export function parseCountryCode(input: string): string | null {
  const code = input.toUpperCase();
  return twoLetters.test(input) && code !== unknownCountryCode ? code : null;
}
