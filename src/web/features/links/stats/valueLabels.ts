import { languages } from "../../../lib/format.ts";
import { androidApps } from "./androidApps.ts";

const countries = new Intl.DisplayNames(languages, { type: "region", fallback: "code" });

const devices: Record<string, string> = {
  desktop: "Desktop",
  mobile: "Phone",
  tablet: "Tablet",
  tv: "TV",
};

/** Returns Germany for DE. Other texts are returned unchanged. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

export function deviceName(device: string): string {
  return devices[device] ?? device;
}

const androidApp = "android-app://";

/** Returns Gmail (Android app) for android-app://com.google.android.gm. Hosts are returned unchanged. */
export function referrerName(referrer: string): string {
  if (!referrer.startsWith(androidApp)) return referrer;
  const name = referrer.slice(androidApp.length);
  return `${androidApps.get(name) ?? name} (Android app)`;
}
