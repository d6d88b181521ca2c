import { type CountryResponse, open, type Reader, validate } from "maxmind";

/** The country of an address, as ISO 3166-1 alpha-2; null where it is unknown. */
export type FindCountry = (address: string) => string | null;

/** A file that no countries can be read from. The message says why, behind its path. */
export class UnusableCountriesError extends Error {
  override name = "UnusableCountriesError";
}

const rememberedAddresses = 10_000;
const twoLetters = /^[a-z]{2}$/i;
/** What proxies write for the unknown. */
const nowhere = "XX";

/** Names of the kinds of databases that tell countries, among others those of cities. */
const kindsWithCountries = /country|city|enterprise|insights|location/i;

const reasons: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

/** Opens a database file in MaxMind's format. Throws UnusableCountriesError. */
export async function openCountries(path: string): Promise<FindCountry> {
  const reader = await openReader(path);
  const { databaseType } = reader.metadata;
  if (!kindsWithCountries.test(databaseType)) {
    throw new UnusableCountriesError(
      `${path} cannot be used: it is a database of the type ${databaseType}, which knows no countries.`,
    );
  }
  return (address) => {
    try {
      return validate(address) ? readCountry(reader.get(address)?.country?.iso_code ?? "") : null;
    } catch {
      // Some files hold IPv4 alone and throw for IPv6.
      return null;
    }
  };
}

async function openReader(path: string): Promise<Reader<CountryResponse>> {
  try {
    return await open<CountryResponse>(path, { cache: { max: rememberedAddresses } });
  } catch (error) {
    const { code } = error as { code?: string };
    const reason =
      code === undefined
        ? "it is not a database in MaxMind's format (.mmdb)"
        : (reasons[code] ?? (error as Error).message);
    throw new UnusableCountriesError(`${path} cannot be used: ${reason}.`);
  }
}

/** A country as a proxy's header or a database names it: two letters, else unknown. */
export function readCountry(given: string): string | null {
  const code = given.toUpperCase();
  return twoLetters.test(given) && code !== nowhere ? code : null;
}
