import { longestName, parseHost } from "./hostName.ts";

/** Of so many faulty lines each is told: more are no typing mistakes, but no list at all. */
const toldFaults = 10;
const shownCharacters = 80;

/** Domains in the spelling of `hostOf`. */
export type DomainList = ReadonlySet<string>;

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
 * Reads a list with one domain a line, in any spelling; `#` starts a comment. Tells of lines that
 * are no domain, and goes on without them. The text comes in pieces, between which others get on.
 */
export async function readDomainList(
  text: AsyncIterable<string>,
  tellFault: (fault: string) => void,
): Promise<DomainList> {
  const domains = new Set<string>();
  let lineNumber = 0;
  let faults = 0;
  const readLine = (line: string) => {
    lineNumber++;
    const written = withoutComment(line).trim();
    if (written === "") return;
    const domain = parseHost(written);
    if (domain !== null) domains.add(domain);
    else if (++faults <= toldFaults) {
      const shown = JSON.stringify(written.slice(0, shownCharacters));
      tellFault(`Line ${lineNumber}, ${shown}, is not a domain and is skipped.`);
    }
  };

  let begun = "";
  for await (const piece of text) {
    const lines = (begun + piece).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) readLine(line);
  }
  readLine(begun);
  if (faults > toldFaults) tellFault(`${faults} lines are not a domain and are skipped.`);
  return domains;
}

function withoutComment(line: string): string {
  const start = line.indexOf("#");
  return start === -1 ? line : line.slice(0, start);
}
