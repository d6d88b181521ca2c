import { accessSync, constants, existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const wholeNumber = (minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum);

const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((value) => new URL(value).origin === value);

const secondsOfUnit = { s: 1, m: 60, h: 3_600, d: 86_400 };
const longestWindowSeconds = 7 * secondsOfUnit.d;

/** So many tries in so long a time, such as 30/15m. */
const budget = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const [, tries, length, unit] = /^(\d{1,9})\/(\d{1,6})([smhd])$/.exec(text) ?? [];
      const seconds = Number(length) * (secondsOfUnit[unit as keyof typeof secondsOfUnit] ?? 0);
      if (Number(tries) >= 1 && seconds >= 1 && seconds <= longestWindowSeconds) {
        return { tries: Number(tries), seconds };
      }
      context.addIssue("must be tries and time, such as 30/15m; the time 1s to 7d");
      return z.NEVER;
    });

const settingsOfVariables = z.object({
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
    .refine(
      isDatabaseUrl,
      "must be file: and a path, such as file:./data/lnk7.db, or postgres://user@host:5432/name",
    )
    .default("file:./data/lnk7.db"),
  DATABASE_REPLICA_URL: z
    .string()
    .refine(
      isPostgresUrl,
      "must be the URL of a database of PostgreSQL, such as postgres://user@host:5432/name",
    )
    .optional(),
  MIGRATION_BACKUP: z.enum(["on", "off"]).default("on"),
  WORKERS: z
    .string()
    .regex(/^(auto|\d{1,3})$/, "must be a number, or auto for as many as there are cores")
    .transform((text) => (text === "auto" ? Math.min(availableParallelism(), 256) : Number(text)))
    .pipe(z.number().min(1).max(256))
    .default(1),
  REDIS_URL: z
    .url({
      protocol: /^rediss?$/,
      error: "must be a redis or rediss URL, such as redis://127.0.0.1:6379",
    })
    .optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[!-~]+$/, "must be of visible ASCII characters")
    .default("lnk7:"),
  DATABASE_POOL_SIZE: wholeNumber(3, 1_000).default(10),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: wholeNumber(1, 600).default(15),
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
  CORS_ORIGINS: z
    .string()
    .transform((value) => value.split(",").map((item) => item.trim().replace(/\/$/, "")))
    .refine(
      (items) => items.every((item) => origin.safeParse(item).success),
      "must be origins separated by commas, such as https://app.example.com,http://localhost:5173",
    )
    .default([]),
  REQUEST_TIMEOUT_SECONDS: wholeNumber(1, 600).default(30),
  MAX_WAITING_REQUESTS: wholeNumber(1, 1_000_000).default(1_000),
  BLOCKED_DOMAINS_FILE: z
    .string()
    .refine(isReadableFile, "must be the path of a file that can be read")
    .optional(),
  ALLOW_PRIVATE_DESTINATIONS: z.stringbool("must be true or false").default(true),
  OTHER_HOSTS: z
    .string()
    .transform((names) =>
      names
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .refine((names) => names.every(isHostName), "must be host names, separated by commas")
    .default([]),
  LINK_CACHE_SIZE: wholeNumber(1, 10_000_000).default(100_000),
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, "must be of visible ASCII characters")
    .optional(),
  CLICK_RETENTION_DAYS: wholeNumber(1, 36_500).default(365),
  RATE_LIMIT: z.enum(["on", "off"]).default("on"),
  LIMIT_REQUEST_PER_TOKEN: budget("1200/1m"),
  LIMIT_REQUEST_PER_ADDRESS: budget("300/1m"),
  LIMIT_LOGIN_PER_ACCOUNT_AND_ADDRESS: budget("5/15m"),
  LIMIT_LOGIN_PER_ADDRESS: budget("30/15m"),
  LIMIT_LOGIN_PER_ACCOUNT: budget("50/1d"),
  LIMIT_REGISTRATION_PER_ADDRESS: budget("10/1h"),
  LIMIT_PASSWORD_PER_CALLER: budget("60/1m"),
  LIMIT_LINK_BURST_PER_ACCOUNT: budget("600/1m"),
  LIMIT_LINK_PER_ACCOUNT: budget("20000/1d"),
  LIMIT_UNLOCK_PER_LINK_AND_ADDRESS: budget("10/10m"),
  LIMIT_UNLOCK_PER_ADDRESS: budget("60/10m"),
});

const environment = settingsOfVariables.refine(
  (given) => !given.DATABASE_REPLICA_URL || isPostgresUrl(given.DATABASE_URL),
  {
    path: ["DATABASE_REPLICA_URL"],
    error: "needs a DATABASE_URL of PostgreSQL, which it follows",
  },
);

export interface Config {
  port: number;
  host: string;
  /** Public address of the service, without a path. Short URLs start with it. */
  baseUrl: URL;
  storage: {
    databaseUrl: string;
    /** Whether an older database of SQLite is copied before it is migrated. */
    migrationBackup: boolean;
    /** A database that follows it, which redirects and statistics are read from. */
    replicaUrl: string | undefined;
    /** Connections that a process opens to PostgreSQL at most. */
    poolSize: number;
    /** After how long PostgreSQL gives up a statement. */
    statementTimeoutSeconds: number;
  };
  /** Processes that answer; with one, there is no other beside it. */
  workers: number;
  /** What several processes share; absent where there is one. All keys start with the prefix. */
  redis: { url: string; prefix: string } | undefined;
  registration: "open" | "closed";
  logLevel: string;
  bcryptCost: number;
  /** Origins whose pages may call with the visitor's cookie. */
  corsOrigins: ReadonlySet<string>;
  /** How long a client may take to send a request, body included. */
  requestTimeoutSeconds: number;
  /** API requests that wait for their answers at most; further ones are refused. */
  maxWaitingRequests: number;
  /** Links that redirects are answered for from memory, about 400 bytes each. */
  linkCacheSize: number;
  /** Proxies in front whose word about the visitor's address is taken. */
  trustProxyHops: number;
  /** Request header in which a proxy names the visitor's country, in lower case. */
  countryHeader: string | undefined;
  /** Path of a file in MaxMind's format. */
  geoipDatabase: string | undefined;
  /** Path of a file that names domains to which nobody is led, one a line. */
  blockedDomainsFile: string | undefined;
  /** Whether links may lead to addresses and names that only some network knows. */
  allowPrivateDestinations: boolean;
  /** Names under which the service answers beside that of the base URL. */
  otherHosts: string[];
  /** How long single clicks are kept. Their counts stay. */
  clickRetentionDays: number;
  /** What a caller from another machine sends to read the metrics; undefined lets none do so. */
  metricsToken: string | undefined;
  /** How much may be tried, in how many seconds; absent where nothing is limited. */
  budgets: Record<BudgetName, { tries: number; seconds: number }> | undefined;
}

type BudgetName =
  | "requestPerToken"
  | "requestPerAddress"
  | "loginPerAccountAndAddress"
  | "loginPerAddress"
  | "loginPerAccount"
  | "registrationPerAddress"
  | "passwordPerCaller"
  | "linkBurstPerAccount"
  | "linkPerAccount"
  | "unlockPerLinkAndAddress"
  | "unlockPerAddress";

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
    storage: {
      databaseUrl: settings.DATABASE_URL,
      migrationBackup: settings.MIGRATION_BACKUP === "on",
      replicaUrl: settings.DATABASE_REPLICA_URL,
      poolSize: settings.DATABASE_POOL_SIZE,
      statementTimeoutSeconds: settings.DATABASE_STATEMENT_TIMEOUT_SECONDS,
    },
    workers: settings.WORKERS,
    redis: settings.REDIS_URL
      ? { url: settings.REDIS_URL, prefix: settings.REDIS_PREFIX }
      : undefined,
    registration: settings.REGISTRATION,
    logLevel: settings.LOG_LEVEL,
    bcryptCost: settings.BCRYPT_COST,
    corsOrigins: new Set(settings.CORS_ORIGINS),
    requestTimeoutSeconds: settings.REQUEST_TIMEOUT_SECONDS,
    maxWaitingRequests: settings.MAX_WAITING_REQUESTS,
    linkCacheSize: settings.LINK_CACHE_SIZE,
    trustProxyHops: settings.TRUST_PROXY,
    countryHeader: settings.COUNTRY_HEADER?.toLowerCase(),
    geoipDatabase: settings.GEOIP_DATABASE,
    blockedDomainsFile: settings.BLOCKED_DOMAINS_FILE,
    allowPrivateDestinations: settings.ALLOW_PRIVATE_DESTINATIONS,
    otherHosts: settings.OTHER_HOSTS,
    clickRetentionDays: settings.CLICK_RETENTION_DAYS,
    metricsToken: settings.METRICS_TOKEN,
    budgets: settings.RATE_LIMIT === "on" ? budgetsOf(settings) : undefined,
  };
}

function budgetsOf(settings: z.infer<typeof environment>): NonNullable<Config["budgets"]> {
  return {
    requestPerToken: settings.LIMIT_REQUEST_PER_TOKEN,
    requestPerAddress: settings.LIMIT_REQUEST_PER_ADDRESS,
    loginPerAccountAndAddress: settings.LIMIT_LOGIN_PER_ACCOUNT_AND_ADDRESS,
    loginPerAddress: settings.LIMIT_LOGIN_PER_ADDRESS,
    loginPerAccount: settings.LIMIT_LOGIN_PER_ACCOUNT,
    registrationPerAddress: settings.LIMIT_REGISTRATION_PER_ADDRESS,
    passwordPerCaller: settings.LIMIT_PASSWORD_PER_CALLER,
    linkBurstPerAccount: settings.LIMIT_LINK_BURST_PER_ACCOUNT,
    linkPerAccount: settings.LIMIT_LINK_PER_ACCOUNT,
    unlockPerLinkAndAddress: settings.LIMIT_UNLOCK_PER_LINK_AND_ADDRESS,
    unlockPerAddress: settings.LIMIT_UNLOCK_PER_ADDRESS,
  };
}

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A file of SQLite, or a database of PostgreSQL. */
function isDatabaseUrl(value: string): boolean {
  if (value.startsWith("file:")) return value.length > "file:".length;
  return isPostgresUrl(value);
}

/** A database of PostgreSQL with its name. */
function isPostgresUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\/./.test(value) || !URL.canParse(value)) return false;
  return new URL(value).pathname.length > 1;
}

/** A name or an address, without scheme, port or path. */
function isHostName(name: string): boolean {
  if (!URL.canParse(`http://${name}`)) return false;
  const { href, hostname } = new URL(`http://${name}`);
  return href === `http://${hostname}/`;
}

/** Reads the settings from the process environment and, for what is not set there, from `.env`. */
export function readConfig(): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return parseConfig(process.env);
}

/** The settings that the process which started this one has read, whatever `.env` says by now. */
export function inheritedConfig(): Config {
  return parseConfig(process.env);
}
