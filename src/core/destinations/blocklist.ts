import { parseBlocklistLine } from "./blocklistLine.ts";
import { maxHostnameLength } from "./canonicalHostname.ts";

/** Maximum number of invalid lines to report. More are not typing mistakes: the file is not a list. */
const maxReportedErrors = 10;
const maxQuotedCharacters = 80;

/** Domains in the spelling of `canonicalHostname`. */
export type Blocklist = ReadonlySet<string>;

/** The list has invalid lines. */
export class BlocklistError extends Error {
  override name = "BlocklistError";
  /** One sentence each, without the name of the list. */
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Returns whether the list contains the host, as `canonicalHostname` spells it, or a parent domain
 * of it.
 */
export function matchesHost(domains: Blocklist, host: string): boolean {
  for (let name = host; ; ) {
    if (name.length <= maxHostnameLength && domains.has(name)) return true;
    const dot = name.indexOf(".");
    if (dot === -1) return false;
    name = name.slice(dot + 1);
  }
}

/**
 * Reads a list in the formats of `parseBlocklistLine`; `#` starts a comment. Warns about lines that
 * block more than they say. The text arrives in chunks, between which other work can run. Throws
 * BlocklistError if lines are invalid: a list that blocks less than it says is worse than none.
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
    problems.push(`Line ${lineNumber}, ${quoted}, is not a domain.`);
  };

  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) addLine(line);
  }
  addLine(rest);
  if (faultyLines > maxReportedErrors) problems.push(`${faultyLines} lines are not domains.`);
  if (problems.length > 0) throw new BlocklistError(problems);
  if (widenedLines > 0) {
    onWarning(`Lines with a path or port block the whole domain: ${widenedLines}.`);
  }
  return domains;
}
