import { pino } from "pino";
import { expect, onTestFinished } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { createPasswordHasher } from "../../src/core/passwords/passwordHasher.ts";
import type { Services } from "../../src/core/services.ts";
import { startService } from "../../src/runtime/startService.ts";
import { createClient, type TestClient } from "./client.ts";
import { newDatabaseUrl } from "./database.ts";
import { isEventLoopWarning } from "./logLines.ts";
import { fetchMetrics, secretsIn } from "./secrets.ts";

export interface World {
  /** The base URL of the service. */
  url: string;
  services: Services;
  databaseUrl: string;
  /** Parsed lines of the service's log. */
  log: Record<string, unknown>[];
  /** Log lines about a blocked event loop, which a busy machine can cause in any test. */
  eventLoopWarnings: Record<string, unknown>[];
  /** A client without an account. */
  anonymous: TestClient;
  /** Registers a new user and logs in. */
  signUp(name: string): Promise<TestClient>;
  stop(): Promise<void>;
}

export const password = "correct horse battery staple";

const bcryptCost = "4";
const sharedHasher = createPasswordHasher(Number(bcryptCost));

/**
 * Starts a service on a real database and a real port. It is stopped after the test. Its log and
 * metrics must then contain none of the test's secrets. Unless the environment contains BCRYPT_COST,
 * the service uses the threads for passwords that all tests share, because starting one takes longer
 * than most tests.
 */
export async function createWorld(
  environment: Record<string, string> = {},
  overrides: Partial<Services> = {},
): Promise<World> {
  const databaseUrl = environment.DATABASE_URL ?? (await newDatabaseUrl());
  const config = parseConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    BASE_URL: "http://lnk7.test",
    DATABASE_URL: databaseUrl,
    BCRYPT_COST: bcryptCost,
    RATE_LIMIT: "off",
    ...environment,
  });
  const log: Record<string, unknown>[] = [];
  const held: Record<string, unknown>[] = [];
  let written = "";
  const logger = pino(
    { level: config.logLevel },
    {
      write: (line: string) => {
        written += line;
        const parsed = JSON.parse(line);
        if (isEventLoopWarning(parsed)) held.push(parsed);
        else log.push(parsed);
      },
    },
  );
  const passwordHasher = { ...sharedHasher, close: async () => {} };
  const shared = environment.BCRYPT_COST === undefined ? { passwordHasher } : {};
  const running = await startService(config, logger, { ...shared, ...overrides });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= running.stop();
    return stopped;
  };
  onTestFinished(async () => {
    const metrics = await fetchMetrics(running.url, config.metricsToken);
    await stop();
    expect(secretsIn(written + metrics), "no secret is logged or counted").toEqual([]);
  });

  return {
    url: running.url,
    services: running.services,
    databaseUrl,
    log,
    eventLoopWarnings: held,
    anonymous: createClient(running.url),
    signUp: async (name) => {
      const email = `${name}@example.com`;
      const anybody = createClient(running.url);
      await anybody.post("/api/v1/auth/register", { email, password });
      const { body } = await anybody.post("/api/v1/auth/login", { email, password });
      return createClient(running.url, body.token);
    },
    stop,
  };
}
