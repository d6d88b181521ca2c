import { createHash } from "node:crypto";

type Directive =
  | "connect-src"
  | "font-src"
  | "form-action"
  | "img-src"
  | "script-src"
  | "style-src"
  | "worker-src";

/** Returns a policy that allows loading, running, sending and framing only as listed. */
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

/** Returns the source expression that allows exactly this inline style. */
export function inlineStyle(style: string): string {
  return `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
}
