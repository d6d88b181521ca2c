import { type CountryResponse, open, validate } from "maxmind";

/** The country of an address, as ISO 3166-1 alpha-2; null where it is unknown. */
export type FindCountry = (address: string) => string | null;

const rememberedAddresses = 10_000;
const twoLetters = /^[a-z]{2}$/i;
/** What proxies write for the unknown. */
const nowhere = "XX";

/** Opens a database file in MaxMind's format. Throws where it is none. */
export async function openCountries(path: string): Promise<FindCountry> {
  const reader = await open<CountryResponse>(path, { cache: { max: rememberedAddresses } });
  return (address) => {
    try {
      return validate(address) ? readCountry(reader.get(address)?.country?.iso_code ?? "") : null;
    } catch {
      // Some files hold IPv4 alone and throw for IPv6.
      return null;
    }
  };
}

/** A country as a proxy's header or a database names it: two letters, else unknown. */
export function readCountry(given: string): string | null {
  const code = given.toUpperCase();
  return twoLetters.test(given) && code !== nowhere ? code : null;
}
