import type { BlockedDomains } from "./blockedDomains.ts";
import { hostOf } from "./hostName.ts";
import { isPrivateHost } from "./privateHost.ts";

/** Why nobody is led to a destination. */
export type BlockReason = "BLOCKED_DOMAIN" | "PRIVATE_HOST";

/** Where links may lead, by the operator's settings. */
export interface Destinations {
  /** Whether the URL leads back to this service, under whichever of its names. */
  isOwn(url: URL): boolean;
  /** Why nobody may be led to the URL at this moment; null where everybody may. */
  blockReason(url: URL): BlockReason | null;
}

interface DestinationSettings {
  /** Where the service listens; 0 where that is any free port. */
  port: number;
  baseUrl: URL;
  /** Further names of the service, as URLs spell them. */
  otherHosts: string[];
  allowPrivateDestinations: boolean;
}

const webPorts = new Set(["", "80", "443"]);

export function createDestinations(
  { port, baseUrl, otherHosts, allowPrivateDestinations }: DestinationSettings,
  blockedDomains: BlockedDomains,
): Destinations {
  const otherNames = new Set(otherHosts.map((host) => hostOf(new URL(`http://${host}`))));
  const baseName = hostOf(baseUrl);
  const baseIsWeb = webPorts.has(baseUrl.port);

  return {
    isOwn: (url) => {
      const host = hostOf(url);
      const isWeb = webPorts.has(url.port);
      if (host === baseName && port !== 0 && url.port === String(port)) return true;
      if (host === baseName && (url.port === baseUrl.port || (isWeb && baseIsWeb))) return true;
      return otherNames.has(host) && (isWeb || url.port === baseUrl.port);
    },
    blockReason: (url) => {
      const host = hostOf(url);
      if (blockedDomains.includes(host)) return "BLOCKED_DOMAIN";
      return !allowPrivateDestinations && isPrivateHost(host) ? "PRIVATE_HOST" : null;
    },
  };
}
