import { open, stat } from "node:fs/promises";
import { fileFingerprint } from "../fileWatcher.ts";
import { type Blocklist, BlocklistError, matchesHost, parseBlocklist } from "./blocklist.ts";

/** Short enough for an operator who has just edited the file. A check costs some microseconds. */
const pollIntervalMilliseconds = 2_000;

/** The domains that the blocklist file currently blocks. */
export interface BlockedDomains {
  /**
   * Returns whether the host, as `canonicalHostname` spells it, is a blocked domain or a subdomain
   * of one.
   */
  includes(host: string): boolean;
  close(): void;
}

/** Called when the file was loaded or has errors. */
export interface BlocklistCallbacks {
  /** A list of this number of domains is now active. */
  onLoaded(domains: number): void;
  onError(fault: string): void;
}

/**
 * Reads the file, and reads it again after a change or replacement. Checks for one every two
 * seconds. The list changes all at once. The last list stays active if the file cannot be read any
 * more or has invalid lines. Rejects if that is so at the first read, with a BlocklistError for
 * invalid lines. Without a path nothing is blocked.
 */
export async function openBlockedDomains(
  path: string | undefined,
  { onLoaded, onError }: BlocklistCallbacks,
): Promise<BlockedDomains> {
  if (path === undefined) return { includes: () => false, close: () => {} };
  let domains: Blocklist;
  let fingerprint: string;
  let failure = "";
  let timer: NodeJS.Timeout;
  let closed = false;

  async function load(file: string): Promise<void> {
    const handle = await open(file);
    try {
      const latest = fileFingerprint(await handle.stat());
      const list = await parseBlocklist(
        handle.createReadStream({ encoding: "utf8", autoClose: false }),
        onError,
      ).catch((error) => {
        // The file was read to its end. Reading it again helps only after a change.
        if (error instanceof BlocklistError) fingerprint = latest;
        throw error;
      });
      domains = list;
      fingerprint = latest;
    } finally {
      await handle.close();
    }
    if (!closed) onLoaded(domains.size);
  }

  async function poll(file: string): Promise<void> {
    try {
      if (failure !== "" || fileFingerprint(await stat(file)) !== fingerprint) {
        await load(file);
      }
      failure = "";
    } catch (error) {
      const { message } = error as Error;
      const messages =
        error instanceof BlocklistError
          ? [...error.problems, "The file was not loaded. The previous list stays in force."]
          : [`The file cannot be read. The previous list stays in force. ${message}`];
      if (message !== failure && !closed) for (const fault of messages) onError(fault);
      // A file that was read to its end is read again only after a change.
      failure = error instanceof BlocklistError ? "" : message;
    }
    if (!closed) schedule(file);
  }

  function schedule(file: string): void {
    timer = setTimeout(poll, pollIntervalMilliseconds, file).unref();
  }

  await load(path);
  schedule(path);
  return {
    includes: (host) => matchesHost(domains, host),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
