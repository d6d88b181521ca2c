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
  };
}

/** Reads the settings from the process environment and, for what is not set there, from `.env`. */
export function readConfig(): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return parseConfig(process.env);
}
