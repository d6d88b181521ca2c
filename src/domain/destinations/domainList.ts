import { readDomainLine } from "./domainLine.ts";
import { longestName } from "./hostName.ts";

/** Of so many faulty lines each is told: more are no typing mistakes, but no list at all. */
const toldFaults = 10;
const shownCharacters = 80;

/** Domains in the spelling of `hostOf`. */
export type DomainList = ReadonlySet<string>;

/** Lines of a list are not understood. */
export class DomainListError extends Error {
  override name = "DomainListError";
  /** One sentence each, without a name of the list. */
  readonly faults: string[];

  constructor(faults: string[]) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

/** Whether the host, as `hostOf` spells it, is on the list or under a domain on the list. */
export function listsHost(domains: DomainList, host: string): boolean {
  for (let name = host; ; ) {
    if (name.length <= longestName && domains.has(name)) return true;
    const dot = name.indexOf(".");
    if (dot === -1) return false;
    name = name.slice(dot + 1);
  }
}

/**
 * Reads a list in the forms of `readDomainLine`; `#` starts a comment. Tells of lines that are taken
 * for more than they say. The text comes in pieces, between which others get on. Throws a
 * DomainListError where lines are not understood: a list that blocks less than it says is worse
 * than none.
 */
export async function readDomainList(
  text: AsyncIterable<string>,
  tell: (remark: string) => void,
): Promise<DomainList> {
  const domains = new Set<string>();
  const faults: string[] = [];
  let lineNumber = 0;
  let faultyLines = 0;
  let widenedLines = 0;
  const readLine = (line: string) => {
    lineNumber++;
    const read = readDomainLine(line);
    for (const domain of read?.domains ?? []) domains.add(domain);
    if (read?.isWidened) widenedLines++;
    if (read || ++faultyLines > toldFaults) return;
    const shown = JSON.stringify(line.trim().slice(0, shownCharacters));
    faults.push(`Line ${lineNumber}, ${shown}, does not name a domain.`);
  };

  let begun = "";
  for await (const piece of text) {
    const lines = (begun + piece).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) readLine(line);
  }
  readLine(begun);
  if (faultyLines > toldFaults) faults.push(`${faultyLines} lines do not name a domain.`);
  if (faults.length > 0) throw new DomainListError(faults);
  if (widenedLines > 0) {
    tell(`Lines that name a page or port block its whole domain: ${widenedLines}.`);
  }
  return domains;
}
