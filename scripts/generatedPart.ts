import { readFileSync } from "node:fs";

/** Returns a page with new content between its comments `name` and `end of name`. */
export function withGeneratedPart(path: string, name: string, content: string): string {
  const page = readFileSync(path, "utf8");
  const start = `<!-- ${name} -->`;
  const [before, after] = [page.indexOf(start), page.indexOf(`<!-- end of ${name} -->`)];
  if (before === -1 || after < before) throw new Error(`${path} has no place for its ${name}.`);
  return `${page.slice(0, before + start.length)}\n\n${content}\n\n${page.slice(after)}`;
}
