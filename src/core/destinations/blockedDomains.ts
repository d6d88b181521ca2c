import { open, stat } from "node:fs/promises";
import { fileFingerprint } from "../fileWatcher.ts";
import { type Blocklist, BlocklistError, matchesHost, parseBlocklist } from "./blocklist.ts";

/** Soon enough for whoever has just edited the file; a look costs some microseconds. */
const pollIntervalMilliseconds = 2_000;

/** Domains to which nobody is led, as a file names them at the moment. */
export interface BlockedDomains {
  /** Whether the host, as `canonicalHostname` spells it, is one of them or under one. */
  includes(host: string): boolean;
  close(): void;
}

/** Whom to tell what becomes of the file. */
export interface BlocklistCallbacks {
  /** A list of so many domains is in force from now. */
  onLoaded(domains: number): void;
  onError(fault: string): void;
}

/**
 * Reads the file, and again whenever it was changed or replaced, looked for every two seconds. The
 * list changes all at once; where the file cannot be read any more, or holds lines that are not
 * understood, the last list stays in force. Rejects where that is so at first, with a BlocklistError
 * for the lines. Without a path nothing is blocked.
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
        // Read through, and no better until it is changed.
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
          ? [...error.problems, "None of the file is taken; the last list stays in force."]
          : [`It cannot be read; the last list stays in force: ${message}`];
      if (message !== failure && !closed) for (const fault of messages) onError(fault);
      // A list that was read through is looked at again only when it is changed.
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
