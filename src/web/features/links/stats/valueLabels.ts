import { languages } from "../../../lib/format.ts";
import { androidApps } from "./androidApps.ts";

const countries = new Intl.DisplayNames(languages, { type: "region", fallback: "code" });

const devices: Record<string, string> = {
  desktop: "Desktop",
  mobile: "Phone",
  tablet: "Tablet",
  tv: "TV",
};

/** DE as Germany. What is no code stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

export function deviceName(device: string): string {
  return devices[device] ?? device;
}

const androidApp = "android-app://";

/** android-app://com.google.android.gm as Gmail (Android app). A host stays as it is. */
export function referrerName(referrer: string): string {
  if (!referrer.startsWith(androidApp)) return referrer;
  const name = referrer.slice(androidApp.length);
  return `${androidApps.get(name) ?? name} (Android app)`;
}
