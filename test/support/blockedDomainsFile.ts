import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { temporaryFolder } from "./temporaryFolder.ts";
import type { World } from "./world.ts";

/** A file of blocked domains, edited as by its operator. */
export interface BlockedDomainsFile {
  path: string;
  write(text: string): void;
  /** Replaces the file atomically, as careful editors do. */
  replace(text: string): void;
  remove(): void;
}

export function createBlockedDomainsFile(text: string): BlockedDomainsFile {
  const path = join(temporaryFolder(), "blocked.txt");
  const write = (content: string) => writeFileSync(path, content);
  write(text);
  return {
    path,
    write,
    replace: (content) => {
      writeFileSync(`${path}.new`, content);
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path),
  };
}

/** Returns the log lines about the file, as printed. */
export function blockedDomainsLogLines({ log }: World): string[] {
  return log
    .filter(({ msg }) => String(msg).startsWith("BLOCKED_DOMAINS_FILE"))
    .map(({ msg, domains }) => (domains === undefined ? String(msg) : `${msg} ${domains}`));
}

/** Waits until the service has logged this many lines about the file. */
export async function waitForReload(where: World, lines: number): Promise<void> {
  await vi.waitUntil(() => blockedDomainsLogLines(where).length >= lines, { timeout: 20_000 });
}
