import type { BlockedDomains } from "./blockedDomains.ts";
import { canonicalHostname } from "./canonicalHostname.ts";
import { isPrivateHost } from "./privateHost.ts";

/** Why nobody is led to a destination. */
export type BlockReason = "BLOCKED_DOMAIN" | "PRIVATE_HOST";

/** Where links may lead, by the operator's settings. */
export interface DestinationPolicy {
  /** Whether the URL leads back to this service, under whichever of its names. */
  pointsToThisService(url: URL): boolean;
  /** Why nobody may be led to the URL at this moment; null where everybody may. */
  blockReason(url: URL): BlockReason | null;
}

interface DestinationPolicyOptions {
  /** Where the service listens; 0 where that is any free port. */
  port: number;
  baseUrl: URL;
  /** Further names of the service, as URLs spell them. */
  otherHosts: string[];
  allowPrivateDestinations: boolean;
}

const defaultPorts = new Set(["", "80", "443"]);

export function createDestinationPolicy(
  { port, baseUrl, otherHosts, allowPrivateDestinations }: DestinationPolicyOptions,
  blockedDomains: BlockedDomains,
): DestinationPolicy {
  const additionalHosts = new Set(
    otherHosts.map((host) => canonicalHostname(new URL(`http://${host}`))),
  );
  const baseHost = canonicalHostname(baseUrl);
  const baseUsesDefaultPort = defaultPorts.has(baseUrl.port);

  return {
    pointsToThisService: (url) => {
      const host = canonicalHostname(url);
      const usesDefaultPort = defaultPorts.has(url.port);
      if (host === baseHost && port !== 0 && url.port === String(port)) return true;
      if (
        host === baseHost &&
        (url.port === baseUrl.port || (usesDefaultPort && baseUsesDefaultPort))
      )
        return true;
      return additionalHosts.has(host) && (usesDefaultPort || url.port === baseUrl.port);
    },
    blockReason: (url) => {
      const host = canonicalHostname(url);
      if (blockedDomains.includes(host)) return "BLOCKED_DOMAIN";
      return !allowPrivateDestinations && isPrivateHost(host) ? "PRIVATE_HOST" : null;
    },
  };
}
