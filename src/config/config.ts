import { z } from "zod";
import { accounts } from "./accounts.ts";
import { clicks } from "./clicks.ts";
import { database, isPostgresUrl } from "./database.ts";
import { type EnvironmentFile, readEnvironmentFile } from "./environmentFile.ts";
import { links } from "./links.ts";
import { findMistakenNames, type MistakenName } from "./mistakenNames.ts";
import { observability } from "./observability.ts";
import { rateLimits } from "./rateLimits.ts";
import { redis } from "./redis.ts";
import { server } from "./server.ts";

/** All settings, grouped by topic, in the order of their documentation. */
export const sections = [
  ...[server, database, redis, accounts],
  ...[links, clicks, observability, rateLimits],
];

const environmentSchema = z.object({
  ...server.shape,
  ...database.shape,
  ...redis.shape,
  ...accounts.shape,
  ...links.shape,
  ...clicks.shape,
  ...observability.shape,
  ...rateLimits.shape,
});

/** Names of all settings. */
export const settingNames: readonly string[] = Object.keys(environmentSchema.shape);

/** Settings that hold a secret, or a URL that may contain one. Their values are never shown. */
const secretSettingPattern =
  /^(?!LIMIT_).*(TOKEN|PASSWORD|SECRET|KEY|DATABASE_URL|REPLICA_URL|REDIS_URL)$/;
const maxShownValueLength = 80;

const checkedEnvironmentSchema = environmentSchema.refine(
  (variables) => !variables.DATABASE_REPLICA_URL || isPostgresUrl(variables.DATABASE_URL ?? ""),
  {
    // Also runs if other settings are invalid, so that all errors are reported together.
    when: () => true,
    path: ["DATABASE_REPLICA_URL"],
    error: "requires a PostgreSQL DATABASE_URL, such as postgres://user@host:5432/name",
  },
);

/** Renamed settings: earlier names and current names. The earlier names still work. */
const renamedSettings = new Map([
  ["LIMIT_REQUEST_PER_TOKEN", "LIMIT_REQUEST_PER_ACCOUNT"],
  ["MAX_WAITING_REQUESTS", "MAX_CONCURRENT_REQUESTS"],
]);

/** The parsed settings. Each field is described where its setting is declared. */
export interface Config extends ReturnType<typeof toConfig> {
  /** Probable mistakes in the environment, one sentence each. */
  warnings: string[];
}

function toConfig(settings: z.output<typeof environmentSchema>) {
  return {
    ...server.toConfig(settings),
    ...database.toConfig(settings),
    ...redis.toConfig(settings),
    ...accounts.toConfig(settings),
    ...links.toConfig(settings),
    ...clicks.toConfig(settings),
    ...observability.toConfig(settings),
    ...rateLimits.toConfig(settings),
  };
}

/** Lists every invalid setting, one per line. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Parses the settings from the given variables, which include those of `file`. An unknown name that
 * resembles a setting is an error in the file, because only this program reads the file. In the
 * environment it is only a warning. Throws a ConfigurationError that lists all errors.
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
  const { current, outdated } = withCurrentNames(set);
  const result = checkedEnvironmentSchema.safeParse(current);
  const mistaken = findMistakenNames(variables, [...settingNames, ...renamedSettings.keys()]);
  const isFromFile = ({ name }: MistakenName) => Object.hasOwn(file.variables, name);
  const faults = [
    ...file.faults,
    ...mistaken.filter(isFromFile).map(describeMistakenName),
    ...describeInvalidSettings(result.error?.issues ?? [], set),
  ];
  if (!result.success || faults.length > 0) {
    const lines = faults.map((fault) => `  ${fault}`);
    throw new ConfigurationError(`Invalid settings:\n${lines.join("\n")}`);
  }
  return {
    ...toConfig(result.data),
    warnings: [
      ...outdated.map(describeOutdatedName),
      ...mistaken.filter((name) => !isFromFile(name)).map(describeMistakenName),
    ],
  };
}

/**
 * Returns the variables under the current names of the settings. A value under a current name takes
 * precedence.
 */
function withCurrentNames(set: Record<string, string | undefined>) {
  const current = { ...set };
  const outdated: string[] = [];
  for (const [name, replacement] of renamedSettings) {
    if (set[name] === undefined || set[replacement] !== undefined) continue;
    current[replacement] = set[name];
    outdated.push(name);
  }
  return { current, outdated };
}

function describeOutdatedName(name: string): string {
  return `${name} is deprecated, use ${renamedSettings.get(name)}.`;
}

function describeMistakenName({ name, suggestion }: MistakenName): string {
  const question = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return `${name}: unknown setting, which has no effect.${question}`;
}

/** Returns one sentence for each invalid setting. Secrets are not quoted. */
function describeInvalidSettings(
  issues: readonly z.core.$ZodIssue[],
  variables: Record<string, string | undefined>,
): string[] {
  const rules = new Map(issues.map(({ path, message }) => [String(path[0]), message]));
  return [...rules].map(([current, rule]) => {
    const name =
      variables[current] === undefined
        ? (findOutdatedName(current, variables) ?? current)
        : current;
    return `${name}: ${rule}. ${describeValue(name, variables[name])}`;
  });
}

/** Returns the earlier name under which the setting was given. */
function findOutdatedName(
  current: string,
  variables: Record<string, string | undefined>,
): string | undefined {
  for (const [name, replacement] of renamedSettings) {
    if (replacement === current && variables[name] !== undefined) return name;
  }
  return undefined;
}

function describeValue(name: string, value = ""): string {
  if (secretSettingPattern.test(name)) return "Its value may be a secret and is not shown.";
  const safe = value.replace(/\/\/[^/\s]*@/g, "//…@").slice(0, maxShownValueLength);
  return `It is ${JSON.stringify(safe)}.`;
}

/** Reads the settings from the process environment, and from `.env` if they are not set there. */
export function readConfig(): Config {
  const file = readEnvironmentFile(".env");
  for (const [name, value] of Object.entries(file.variables)) process.env[name] ??= value;
  return parseConfig(process.env, file);
}

/** Reads the settings that the parent process passed on, regardless of what `.env` contains now. */
export function readInheritedConfig(): Config {
  return parseConfig(process.env);
}
