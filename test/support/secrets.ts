import { expect } from "vitest";

/** What is shorter is found by chance wherever one looks. */
const shortest = 8;
const sent = new Set(["password", "currentPassword", "newPassword"]);
const told = new Set(["token", "secret"]);

const secretsOfTest = new Map<string, Set<string>>();

function secrets(): Set<string> {
  const name = expect.getState().currentTestName ?? "";
  const known = secretsOfTest.get(name) ?? new Set();
  secretsOfTest.set(name, known);
  return known;
}

/** Remembers that this is a secret of the running test. */
export function recordSecret(secret: string): void {
  if (secret.length >= shortest) secrets().add(secret);
}

/** Remembers the passwords, tokens and cookies of a request that is about to be sent. */
export function recordRequestSecrets(headers: Headers, body: unknown): void {
  const [, bearer] = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (bearer) recordSecret(bearer);
  for (const cookie of (headers.get("cookie") ?? "").split("; ")) noteCookie(cookie);
  if (body instanceof URLSearchParams) recordSecret(body.get("password") ?? "");
  if (typeof body !== "string") return;
  try {
    noteValues(JSON.parse(body), sent);
  } catch {
    // What is no JSON has no fields to go by.
  }
}

/** Remembers the tokens and cookies in an answer. */
export function recordResponseSecrets(headers: Headers, body: unknown): void {
  for (const cookie of headers.getSetCookie()) noteCookie(cookie.split(";")[0] ?? "");
  noteValues(body, told);
}

function noteCookie(cookie: string): void {
  recordSecret(cookie.slice(cookie.indexOf("=") + 1));
}

function noteValues(value: unknown, names: ReadonlySet<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === "string" && names.has(name)) recordSecret(inner);
    noteValues(inner, names);
  }
}

/** The secrets of the running test that appear in what was written. */
export function secretsIn(written: string): string[] {
  return [...secrets()].filter((secret) => written.includes(secret));
}

/** The metrics as they are now; empty where the service answers no more. */
export async function fetchMetrics(url: string, token = ""): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${url}/metrics`, { headers, signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.text(),
    () => "",
  );
}
