import { createHash } from "node:crypto";

type Directive =
  | "connect-src"
  | "font-src"
  | "form-action"
  | "img-src"
  | "script-src"
  | "style-src"
  | "worker-src";

/** The policy of an answer in which nothing may be loaded, run, sent or framed but what is named. */
export function contentSecurityPolicy(allowed: Partial<Record<Directive, string>> = {}): string {
  const directives = {
    "default-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    ...allowed,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

/** The source that lets exactly this inline style in. */
export function inlineStyle(style: string): string {
  return `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
}
