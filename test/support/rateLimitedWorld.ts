import type { Services } from "../../src/core/services.ts";
import { createClient, type TestClient } from "./client.ts";
import { createWorld, type World } from "./world.ts";

export interface RateLimitedWorld extends World {
  /** Returns a client with this IP address. */
  clientAt(address: string, token?: string): TestClient;
}

/** Creates a service with rate limits that trusts one proxy for the IP addresses of visitors. */
export async function createRateLimitedWorld(
  environment: Record<string, string> = {},
  replacements: Partial<Services> = {},
): Promise<RateLimitedWorld> {
  const here = await createWorld(
    { RATE_LIMIT: "on", TRUST_PROXY: "1", ...environment },
    replacements,
  );
  const at = (address: string, token?: string) =>
    createClient(here.url, token, { "x-forwarded-for": address });
  return { ...here, clientAt: at };
}
