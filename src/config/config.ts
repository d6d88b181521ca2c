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

/** All settings by concern, in the order of their documentation. */
export const sections = [
  ...[server, database, redis, accounts, links, clicks, observability, rateLimits],
] as const;

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

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(environmentSchema.shape);

/** What these hold, or may hold in the midst of an address, is for nobody else to read. */
const secretSettingPattern =
  /^(?!LIMIT_).*(TOKEN|PASSWORD|SECRET|KEY|DATABASE_URL|REPLICA_URL|REDIS_URL)$/;
const maxShownValueLength = 80;

const checkedEnvironmentSchema = environmentSchema.refine(
  (variables) => !variables.DATABASE_REPLICA_URL || isPostgresUrl(variables.DATABASE_URL ?? ""),
  {
    // Also where other settings are faulty, so that all faults are named at once.
    when: () => true,
    path: ["DATABASE_REPLICA_URL"],
    error: "needs a DATABASE_URL of PostgreSQL, such as postgres://user@host:5432/name",
  },
);

/** Names that settings had in earlier versions, and have now. The old ones still work. */
const renamedSettings = new Map([["LIMIT_REQUEST_PER_TOKEN", "LIMIT_REQUEST_PER_ACCOUNT"]]);

/** What the settings say. Each of its fields is described where its setting is declared. */
export interface Config extends ReturnType<typeof toConfig> {
  /** What in the environment is probably a mistake, one sentence each. */
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
  const { given: current, outdated } = withCurrentNames(set);
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
    throw new ConfigurationError(`These settings cannot be used:\n${lines.join("\n")}`);
  }
  return {
    ...toConfig(result.data),
    warnings: [
      ...outdated.map(describeOutdatedName),
      ...mistaken.filter((name) => !isFromFile(name)).map(describeMistakenName),
    ],
  };
}

/** The variables under the names that settings have now. A value under such a name goes first. */
function withCurrentNames(set: Record<string, string | undefined>) {
  const current = { ...set };
  const outdated: string[] = [];
  for (const [name, replacement] of renamedSettings) {
    if (set[name] === undefined || set[replacement] !== undefined) continue;
    current[replacement] = set[name];
    outdated.push(name);
  }
  return { given: current, outdated };
}

function describeOutdatedName(name: string): string {
  return `${name} is called ${renamedSettings.get(name)} now. The old name still works.`;
}

function describeMistakenName({ name, suggestion }: MistakenName): string {
  const question = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return `${name}: there is no such setting, so it has no effect.${question}`;
}

/** One sentence for each setting that is not what it must be. Secrets are not quoted. */
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

/** The earlier name by which the setting was given. */
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

/** Reads the settings from the process environment and, for what is not set there, from `.env`. */
export function readConfig(): Config {
  const file = readEnvironmentFile(".env");
  for (const [name, value] of Object.entries(file.variables)) process.env[name] ??= value;
  return parseConfig(process.env, file);
}

/** The settings that the process which started this one has read, whatever `.env` says by now. */
export function readInheritedConfig(): Config {
  return parseConfig(process.env);
}
