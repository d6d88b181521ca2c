import type { BlockedDomains } from "./blockedDomains.ts";
import { canonicalHostname } from "./canonicalHostname.ts";
import { isPrivateHost } from "./privateHost.ts";

/** Why a destination is blocked. */
export type BlockReason = "BLOCKED_DOMAIN" | "PRIVATE_HOST";

/** The operator's rules for destinations. */
export interface DestinationPolicy {
  /** Returns whether the URL points to this service, under any of its names. */
  pointsToThisService(url: URL): boolean;
  /** Returns why the URL is currently blocked, or null if it is allowed. */
  blockReason(url: URL): BlockReason | null;
}

interface DestinationPolicyOptions {
  /** Port on which the service listens; 0 for any free port. */
  port: number;
  baseUrl: URL;
  /** Further host names of the service, as in URLs. */
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
