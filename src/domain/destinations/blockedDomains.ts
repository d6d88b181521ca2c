import { open, stat } from "node:fs/promises";
import { versionOf } from "../fileVersion.ts";
import { type DomainList, DomainListError, listsHost, readDomainList } from "./domainList.ts";

/** Soon enough for whoever has just edited the file; a look costs some microseconds. */
const lookMilliseconds = 2_000;

/** Domains to which nobody is led, as a file names them at the moment. */
export interface BlockedDomains {
  /** Whether the host, as `hostOf` spells it, is one of them or under one. */
  includes(host: string): boolean;
  close(): void;
}

/** Whom to tell what becomes of the file. */
export interface BlockedDomainsNews {
  /** A list of so many domains is in force from now. */
  onRead(domains: number): void;
  onFault(fault: string): void;
}

/**
 * Reads the file, and again whenever it was changed or replaced, looked for every two seconds. The
 * list changes all at once; where the file cannot be read any more, or holds lines that are not
 * understood, the last list stays in force. Rejects where that is so at first, with a DomainListError
 * for the lines. Without a path nothing is blocked.
 */
export async function openBlockedDomains(
  path: string | undefined,
  { onRead, onFault }: BlockedDomainsNews,
): Promise<BlockedDomains> {
  if (path === undefined) return { includes: () => false, close: () => {} };
  let domains: DomainList;
  let version: string;
  let failure = "";
  let timer: NodeJS.Timeout;
  let closed = false;

  async function read(file: string): Promise<void> {
    const handle = await open(file);
    try {
      const found = versionOf(await handle.stat());
      const list = await readDomainList(
        handle.createReadStream({ encoding: "utf8", autoClose: false }),
        onFault,
      ).catch((error) => {
        // Read through, and no better until it is changed.
        if (error instanceof DomainListError) version = found;
        throw error;
      });
      domains = list;
      version = found;
    } finally {
      await handle.close();
    }
    if (!closed) onRead(domains.size);
  }

  async function look(file: string): Promise<void> {
    try {
      if (failure !== "" || versionOf(await stat(file)) !== version) {
        await read(file);
      }
      failure = "";
    } catch (error) {
      const { message } = error as Error;
      const faults =
        error instanceof DomainListError
          ? [...error.faults, "None of the file is taken; the last list stays in force."]
          : [`It cannot be read; the last list stays in force: ${message}`];
      if (message !== failure && !closed) for (const fault of faults) onFault(fault);
      // A list that was read through is looked at again only when it is changed.
      failure = error instanceof DomainListError ? "" : message;
    }
    if (!closed) schedule(file);
  }

  function schedule(file: string): void {
    timer = setTimeout(look, lookMilliseconds, file).unref();
  }

  await read(path);
  schedule(path);
  return {
    includes: (host) => listsHost(domains, host),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
