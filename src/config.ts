import { accessSync, constants, statSync } from "node:fs";
import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { z } from "zod";
import { type EnvironmentFile, readEnvironmentFile } from "./config/environmentFile.ts";
import { findMistakenNames, type MistakenName } from "./config/mistakenNames.ts";
import {
  budget,
  isHostName,
  isOrigin,
  list,
  text,
  wholeNumber,
  word,
} from "./config/settingKinds.ts";

const settingsOfVariables = z.object({
  PORT: wholeNumber(0, 65_535, 3000).default(3000),
  HOST: text(
    "an address of this machine, or a name of it, such as 127.0.0.1",
    (value) => isIP(value) !== 0 || (isHostName(value) && !value.startsWith("[")),
  ).default("0.0.0.0"),
  BASE_URL: text(
    "an http or https URL without a path, such as https://links.example.com",
    isOrigin,
  ).optional(),
  DATABASE_URL: text(
    "file: and a path, such as file:./data/lnk7.db, or postgres://user@host:5432/name",
    isDatabaseUrl,
  ).default("file:./data/lnk7.db"),
  DATABASE_REPLICA_URL: text(
    "the URL of a database of PostgreSQL, such as postgres://user@host:5432/name",
    isPostgresUrl,
  ).optional(),
  MIGRATION_BACKUP: word(["on", "off"]).default("on"),
  WORKERS: text(
    "a whole number from 1 to 256, or auto for one worker a core, such as 2",
    (value) => value === "auto" || (/^\d{1,3}$/.test(value) && +value >= 1 && +value <= 256),
  )
    .transform((value) => (value === "auto" ? Math.min(availableParallelism(), 256) : +value))
    .default(1),
  REDIS_URL: text("a redis or rediss URL, such as redis://127.0.0.1:6379", isRedisUrl).optional(),
  REDIS_PREFIX: text("visible ASCII characters, such as lnk7:", /^[!-~]+$/).default("lnk7:"),
  DATABASE_POOL_SIZE: wholeNumber(4, 1_000, 10).default(10),
  DATABASE_READ_TIMEOUT_SECONDS: wholeNumber(1, 600, 5).default(5),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: wholeNumber(1, 600, 15).default(15),
  REGISTRATION: word(["open", "closed"]).default("open"),
  LOG_LEVEL: word(["fatal", "error", "warn", "debug", "trace", "silent", "info"]).default("info"),
  BCRYPT_COST: wholeNumber(4, 15, 12).default(12),
  TRUST_PROXY: wholeNumber(
    0,
    16,
    1,
    "the number of proxies in front, from 0 to 16 (not true, but how many)",
  ).default(0),
  COUNTRY_HEADER: text(
    "the name of a request header, such as CF-IPCountry",
    /^[A-Za-z0-9-]+$/,
  ).optional(),
  /** Why it cannot be used is known where it is read: see countriesFile.ts. */
  GEOIP_DATABASE: z.string().optional(),
  CORS_ORIGINS: list(
    "origins separated by commas, such as https://app.example.com,http://localhost:5173",
    isOrigin,
  )
    .transform((origins) => origins.map((value) => new URL(value).origin))
    .default([]),
  REQUEST_TIMEOUT_SECONDS: wholeNumber(1, 600, 30).default(30),
  MAX_WAITING_REQUESTS: wholeNumber(1, 1_000_000, 1_000).default(1_000),
  BLOCKED_DOMAINS_FILE: text(
    "the path of a file that can be read, such as /etc/lnk7-blocked.txt",
    isReadableFile,
  ).optional(),
  ALLOW_PRIVATE_DESTINATIONS: z
    .stringbool({ error: "must be true or false, such as false" })
    .default(true),
  OTHER_HOSTS: list(
    "host names without a scheme or port, separated by commas, such as www.example.com,example.net",
    isHostName,
  ).default([]),
  LINK_CACHE_SIZE: wholeNumber(1, 10_000_000, 100_000).default(100_000),
  METRICS_TOKEN: text(
    "visible ASCII characters, such as those that openssl rand -hex 16 prints",
    /^[!-~]+$/,
  ).optional(),
  CLICK_RETENTION_DAYS: wholeNumber(1, 36_500, 365).default(365),
  CLICK_ROWS_PER_MINUTE: wholeNumber(0, 100_000_000, 10_000).default(10_000),
  MAX_TOKENS_PER_ACCOUNT: wholeNumber(1, 100_000, 500).default(500),
  RATE_LIMIT: word(["off", "on"]).default("on"),
  LIMIT_REQUEST_PER_ACCOUNT: budget("1200/1m"),
  LIMIT_REQUEST_PER_ADDRESS: budget("300/1m"),
  LIMIT_LOGIN_PER_ACCOUNT_AND_ADDRESS: budget("5/15m"),
  LIMIT_LOGIN_PER_ADDRESS: budget("30/15m"),
  LIMIT_LOGIN_PER_ACCOUNT: budget("50/1d"),
  LIMIT_REGISTRATION_PER_ADDRESS: budget("10/1h"),
  LIMIT_REGISTRATION: budget("300/1h"),
  LIMIT_PASSWORD_PER_CALLER: budget("60/1m"),
  LIMIT_TOKEN_PER_ACCOUNT: budget("200/1h"),
  LIMIT_LINK_BURST_PER_ACCOUNT: budget("600/1m"),
  LIMIT_LINK_PER_ACCOUNT: budget("20000/1d"),
  LIMIT_UNLOCK_PER_LINK_AND_ADDRESS: budget("10/10m"),
  LIMIT_UNLOCK_PER_ADDRESS: budget("60/10m"),
});

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(settingsOfVariables.shape);

/** What these hold, or may hold in the midst of an address, is for nobody else to read. */
const secretSettings =
  /^(?!LIMIT_).*(TOKEN|PASSWORD|SECRET|KEY|DATABASE_URL|REPLICA_URL|REDIS_URL)$/;
const longestShownValue = 80;

const environment = settingsOfVariables.refine(
  (given) => !given.DATABASE_REPLICA_URL || isPostgresUrl(given.DATABASE_URL ?? ""),
  {
    // Also where other settings are faulty, so that all faults are named at once.
    when: () => true,
    path: ["DATABASE_REPLICA_URL"],
    error: "needs a DATABASE_URL of PostgreSQL, such as postgres://user@host:5432/name",
  },
);

/** Names that settings had in earlier versions, and have now. The old ones still work. */
const renamedSettings = new Map([["LIMIT_REQUEST_PER_TOKEN", "LIMIT_REQUEST_PER_ACCOUNT"]]);

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
    /** After how long a list, a search or statistics are given up. */
    readTimeoutSeconds: number;
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
  /** Clicks of a link in a minute of which single rows are kept. All are counted. */
  clickRowsPerMinute: number;
  /** What a caller from another machine sends to read the metrics; undefined lets none do so. */
  metricsToken: string | undefined;
  /** API tokens that an account may have at once. */
  maxTokensPerAccount: number;
  /** How much may be tried, in how many seconds; absent where nothing is limited. */
  budgets: Record<BudgetName, { tries: number; seconds: number }> | undefined;
  /** What in the environment is probably a mistake, one sentence each. */
  warnings: string[];
}

type BudgetName =
  | "requestPerAccount"
  | "requestPerAddress"
  | "loginPerAccountAndAddress"
  | "loginPerAddress"
  | "loginPerAccount"
  | "registrationPerAddress"
  | "registration"
  | "passwordPerCaller"
  | "tokenPerAccount"
  | "linkBurstPerAccount"
  | "linkPerAccount"
  | "unlockPerLinkAndAddress"
  | "unlockPerAddress";

/** Names every setting that cannot be used, one a line. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Reads the settings from the given variables. Those that came from a file are named with it: what
 * looks like a setting and is none is a fault there, since nobody else reads that file. Throws a
 * ConfigurationError that names all faults.
 */
export function parseConfig(
  variables: Record<string, string | undefined>,
  file: EnvironmentFile = { variables: {}, faults: [] },
): Config {
  const set = Object.fromEntries(
    Object.entries(variables)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value !== ""),
  );
  const { given, outdated } = withCurrentNames(set);
  const result = environment.safeParse(given);
  const mistaken = findMistakenNames(variables, [...settingNames, ...renamedSettings.keys()]);
  const isFromFile = ({ name }: MistakenName) => Object.hasOwn(file.variables, name);
  const faults = [
    ...file.faults,
    ...mistaken.filter(isFromFile).map(describeMistakenName),
    ...faultySettings(result.error?.issues ?? [], set),
  ];
  if (!result.success || faults.length > 0) {
    const lines = faults.map((fault) => `  ${fault}`);
    throw new ConfigurationError(`These settings cannot be used:\n${lines.join("\n")}`);
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
      readTimeoutSeconds: settings.DATABASE_READ_TIMEOUT_SECONDS,
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
    clickRowsPerMinute: settings.CLICK_ROWS_PER_MINUTE,
    metricsToken: settings.METRICS_TOKEN,
    maxTokensPerAccount: settings.MAX_TOKENS_PER_ACCOUNT,
    budgets: settings.RATE_LIMIT === "on" ? budgetsOf(settings) : undefined,
    warnings: [
      ...outdated.map(describeOutdatedName),
      ...mistaken.filter((name) => !isFromFile(name)).map(describeMistakenName),
    ],
  };
}

/** The variables under the names that settings have now. A value under such a name goes first. */
function withCurrentNames(set: Record<string, string | undefined>) {
  const given = { ...set };
  const outdated: string[] = [];
  for (const [name, replacement] of renamedSettings) {
    if (set[name] === undefined || set[replacement] !== undefined) continue;
    given[replacement] = set[name];
    outdated.push(name);
  }
  return { given, outdated };
}

function describeOutdatedName(name: string): string {
  return `${name} is called ${renamedSettings.get(name)} now. The old name still works.`;
}

function describeMistakenName({ name, meant }: MistakenName): string {
  const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return `${name}: there is no such setting, so it has no effect.${question}`;
}

/** One sentence for each setting that is not what it must be. Secrets are not quoted. */
function faultySettings(
  issues: readonly z.core.$ZodIssue[],
  given: Record<string, string | undefined>,
): string[] {
  const rules = new Map(issues.map(({ path, message }) => [String(path[0]), message]));
  return [...rules].map(([current, rule]) => {
    const name =
      given[current] === undefined ? (outdatedNameOf(current, given) ?? current) : current;
    return `${name}: ${rule}. ${shown(name, given[name])}`;
  });
}

/** The earlier name by which the setting was given. */
function outdatedNameOf(
  current: string,
  given: Record<string, string | undefined>,
): string | undefined {
  for (const [name, replacement] of renamedSettings) {
    if (replacement === current && given[name] !== undefined) return name;
  }
  return undefined;
}

function shown(name: string, value = ""): string {
  if (secretSettings.test(name)) return "Its value may be a secret and is not shown.";
  const safe = value.replace(/\/\/[^/\s]*@/g, "//…@").slice(0, longestShownValue);
  return `It is ${JSON.stringify(safe)}.`;
}

function budgetsOf(settings: z.infer<typeof environment>): NonNullable<Config["budgets"]> {
  return {
    requestPerAccount: settings.LIMIT_REQUEST_PER_ACCOUNT,
    requestPerAddress: settings.LIMIT_REQUEST_PER_ADDRESS,
    loginPerAccountAndAddress: settings.LIMIT_LOGIN_PER_ACCOUNT_AND_ADDRESS,
    loginPerAddress: settings.LIMIT_LOGIN_PER_ADDRESS,
    loginPerAccount: settings.LIMIT_LOGIN_PER_ACCOUNT,
    registrationPerAddress: settings.LIMIT_REGISTRATION_PER_ADDRESS,
    registration: settings.LIMIT_REGISTRATION,
    passwordPerCaller: settings.LIMIT_PASSWORD_PER_CALLER,
    tokenPerAccount: settings.LIMIT_TOKEN_PER_ACCOUNT,
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

function isRedisUrl(value: string): boolean {
  return /^rediss?:\/\/./.test(value) && URL.canParse(value);
}

/** Reads the settings from the process environment and, for what is not set there, from `.env`. */
export function readConfig(): Config {
  const file = readEnvironmentFile(".env");
  for (const [name, value] of Object.entries(file.variables)) process.env[name] ??= value;
  return parseConfig(process.env, file);
}

/** The settings that the process which started this one has read, whatever `.env` says by now. */
export function inheritedConfig(): Config {
  return parseConfig(process.env);
}
