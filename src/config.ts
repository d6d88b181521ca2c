import { existsSync } from "node:fs";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const wholeNumber = (minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum);

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  BASE_URL: z
    .url({
      protocol: /^https?$/,
      error: "must be an http or https URL, such as https://lnk7.net",
      abort: true,
    })
    .refine((value) => new URL(value).pathname === "/", "must have no path")
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^file:./, "must start with file:, such as file:./data/lnk7.db")
    .default("file:./data/lnk7.db"),
  REGISTRATION: z.enum(["open", "closed"]).default("open"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  BCRYPT_COST: wholeNumber(4, 15).default(12),
  TRUST_PROXY: wholeNumber(0, 16).default(0),
  COUNTRY_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "must be the name of a header, such as CF-IPCountry")
    .optional(),
  GEOIP_DATABASE: z
    .string()
    .refine((path) => existsSync(path), "must be the path of a file in MaxMind's format")
    .optional(),
  LINK_CACHE_SIZE: wholeNumber(1, 10_000_000).default(100_000),
  CLICK_RETENTION_DAYS: wholeNumber(1, 36_500).default(365),
});

export interface Config {
  port: number;
  host: string;
  /** Public address of the service, without a path. Short URLs start with it. */
  baseUrl: URL;
  databaseUrl: string;
  registration: "open" | "closed";
  logLevel: string;
  bcryptCost: number;
  /** Links that redirects are answered for from memory, about 400 bytes each. */
  linkCacheSize: number;
  /** Proxies in front whose word about the visitor's address is taken. */
  trustProxyHops: number;
  /** Request header in which a proxy names the visitor's country, in lower case. */
  countryHeader: string | undefined;
  /** Path of a file in MaxMind's format. */
  geoipDatabase: string | undefined;
  /** How long single clicks are kept. Their counts stay. */
  clickRetentionDays: number;
}

/** Names every setting that cannot be used, one a line. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/** Reads the settings from the given variables. Throws a ConfigurationError that names all faults. */
export function parseConfig(variables: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = environment.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map(
      (issue) => `  ${issue.path.join(".")}: ${issue.message}`,
    );
    throw new ConfigurationError(`These settings cannot be used:\n${faults.join("\n")}`);
  }
  const settings = result.data;
  return {
    port: settings.PORT,
    host: settings.HOST,
    baseUrl: new URL(settings.BASE_URL ?? `http://localhost:${settings.PORT}`),
    databaseUrl: settings.DATABASE_URL,
    registration: settings.REGISTRATION,
    logLevel: settings.LOG_LEVEL,
    bcryptCost: settings.BCRYPT_COST,
    linkCacheSize: settings.LINK_CACHE_SIZE,
    trustProxyHops: settings.TRUST_PROXY,
    countryHeader: settings.COUNTRY_HEADER?.toLowerCase(),
    geoipDatabase: settings.GEOIP_DATABASE,
    clickRetentionDays: settings.CLICK_RETENTION_DAYS,
  };
}

/** Reads the settings from the process environment and, for what is not set there, from `.env`. */
export function readConfig(): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return parseConfig(process.env);
}
