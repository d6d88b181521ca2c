import { languages } from "../shell/format.ts";

const countries = new Intl.DisplayNames(languages, { type: "region", fallback: "code" });

const devices: Record<string, string> = {
  desktop: "Desktop",
  mobile: "Phone",
  tablet: "Tablet",
  tv: "TV",
};

/** DE as Germany. What is no code stays as it is. */
export function nameCountry(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

export function nameDevice(device: string): string {
  return devices[device] ?? device;
}
