import { parseBlocklistLine } from "./blocklistLine.ts";
import { maxHostnameLength } from "./canonicalHostname.ts";

/** Of so many faulty lines each is told: more are no typing mistakes, but no list at all. */
const maxReportedErrors = 10;
const maxQuotedCharacters = 80;

/** Domains in the spelling of `canonicalHostname`. */
export type Blocklist = ReadonlySet<string>;

/** Lines of a list are not understood. */
export class BlocklistError extends Error {
  override name = "BlocklistError";
  /** One sentence each, without a name of the list. */
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** Whether the host, as `canonicalHostname` spells it, is on the list or under a domain on the list. */
export function matchesHost(domains: Blocklist, host: string): boolean {
  for (let name = host; ; ) {
    if (name.length <= maxHostnameLength && domains.has(name)) return true;
    const dot = name.indexOf(".");
    if (dot === -1) return false;
    name = name.slice(dot + 1);
  }
}

/**
 * Reads a list in the forms of `parseBlocklistLine`; `#` starts a comment. Tells of lines that are taken
 * for more than they say. The text comes in pieces, between which others get on. Throws a
 * BlocklistError where lines are not understood: a list that blocks less than it says is worse
 * than none.
 */
export async function parseBlocklist(
  text: AsyncIterable<string>,
  onWarning: (message: string) => void,
): Promise<Blocklist> {
  const domains = new Set<string>();
  const problems: string[] = [];
  let lineNumber = 0;
  let faultyLines = 0;
  let widenedLines = 0;
  const addLine = (line: string) => {
    lineNumber++;
    const entry = parseBlocklistLine(line);
    for (const domain of entry?.domains ?? []) domains.add(domain);
    if (entry?.isWidened) widenedLines++;
    if (entry || ++faultyLines > maxReportedErrors) return;
    const quoted = JSON.stringify(line.trim().slice(0, maxQuotedCharacters));
    problems.push(`Line ${lineNumber}, ${quoted}, does not name a domain.`);
  };

  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) addLine(line);
  }
  addLine(rest);
  if (faultyLines > maxReportedErrors) problems.push(`${faultyLines} lines do not name a domain.`);
  if (problems.length > 0) throw new BlocklistError(problems);
  if (widenedLines > 0) {
    onWarning(`Lines that name a page or port block its whole domain: ${widenedLines}.`);
  }
  return domains;
}
