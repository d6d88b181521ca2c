import type { Service } from "../../src/core/service.ts";
import { createClient, type TestClient } from "./client.ts";
import { createWorld, type World } from "./world.ts";

export interface RateLimitedWorld extends World {
  /** Somebody who asks from this address. */
  clientAt(address: string, token?: string): TestClient;
}

/** A service that limits, and believes the one proxy in front about where visitors are. */
export async function createRateLimitedWorld(
  environment: Record<string, string> = {},
  replacements: Partial<Service> = {},
): Promise<RateLimitedWorld> {
  const here = await createWorld(
    { RATE_LIMIT: "on", TRUST_PROXY: "1", ...environment },
    replacements,
  );
  const at = (address: string, token?: string) =>
    createClient(here.url, token, { "x-forwarded-for": address });
  return { ...here, clientAt: at };
}
