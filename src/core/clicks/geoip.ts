import { type CountryResponse, open, type Reader, validate } from "maxmind";

/** The country of an address, as ISO 3166-1 alpha-2; null where it is unknown. */
export type LookUpCountry = (ipAddress: string) => string | null;

/** A file that no countries can be read from. The message says why, behind its path. */
export class GeoipDatabaseError extends Error {
  override name = "GeoipDatabaseError";
}

const addressCacheSize = 10_000;
const twoLetters = /^[a-z]{2}$/i;
/** What proxies write for the unknown. */
const unknownCountryCode = "XX";

/** Names of the kinds of databases that tell countries, among others those of cities. */
const databaseTypesWithCountry = /country|city|enterprise|insights|location/i;

const reasons: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

/** Opens a database file in MaxMind's format. Throws GeoipDatabaseError. */
export async function openGeoipDatabase(path: string): Promise<LookUpCountry> {
  const reader = await openReader(path);
  const { databaseType } = reader.metadata;
  if (!databaseTypesWithCountry.test(databaseType)) {
    throw new GeoipDatabaseError(
      `${path} cannot be used: it is a database of the type ${databaseType}, which knows no countries.`,
    );
  }
  return (ipAddress) => {
    try {
      return validate(ipAddress)
        ? parseCountryCode(reader.get(ipAddress)?.country?.iso_code ?? "")
        : null;
    } catch {
      // Some files hold IPv4 alone and throw for IPv6.
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

/** A country as a proxy's header or a database names it: two letters, else unknown. */
export function parseCountryCode(input: string): string | null {
  const code = input.toUpperCase();
  return twoLetters.test(input) && code !== unknownCountryCode ? code : null;
}
