import type { Service } from "../../src/domain/service.ts";
import { createClient, type TestClient } from "./client.ts";
import { type World, world } from "./world.ts";

export interface LimitedWorld extends World {
  /** Somebody who asks from this address. */
  at(address: string, token?: string): TestClient;
}

/** A service that limits, and believes the one proxy in front about where visitors are. */
export async function limitedWorld(
  environment: Record<string, string> = {},
  replacements: Partial<Service> = {},
): Promise<LimitedWorld> {
  const here = await world({ RATE_LIMIT: "on", TRUST_PROXY: "1", ...environment }, replacements);
  const at = (address: string, token?: string) =>
    createClient(here.url, token, { "x-forwarded-for": address });
  return { ...here, at };
}
