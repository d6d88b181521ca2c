import { expect } from "vitest";

/** Shorter secrets occur by chance in any text. */
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

/** Secrets of several tests, for what they share. */
const sharedSecrets = new Set<Set<string>>();

/** Records a secret of the running test. */
export function recordSecret(secret: string): void {
  if (secret.length < shortest) return;
  for (const known of [secrets(), ...sharedSecrets]) known.add(secret);
}

/** Records the passwords, tokens and cookies of a request before it is sent. */
export function recordRequestSecrets(headers: Headers, body: unknown): void {
  const [, bearer] = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (bearer) recordSecret(bearer);
  for (const cookie of (headers.get("cookie") ?? "").split("; ")) noteCookie(cookie);
  if (body instanceof URLSearchParams) recordSecret(body.get("password") ?? "");
  if (typeof body !== "string") return;
  try {
    noteValues(JSON.parse(body), sent);
  } catch {
    // Only JSON has named fields.
  }
}

/** Records the tokens and cookies of a response. */
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

/** Returns the secrets of the running test that the text contains. */
export function secretsIn(written: string): string[] {
  return containedIn(written, secrets());
}

/** Returns a function like `secretsIn` for the secrets of all tests from now until its call. */
export function recordSharedSecrets(): typeof secretsIn {
  const known = new Set<string>();
  sharedSecrets.add(known);
  return (written) => {
    sharedSecrets.delete(known);
    return containedIn(written, known);
  };
}

const containedIn = (written: string, secrets: Set<string>) =>
  [...secrets].filter((secret) => written.includes(secret));

/** Returns the current metrics; empty if the service no longer responds. */
export async function fetchMetrics(url: string, token = ""): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${url}/metrics`, { headers, signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.text(),
    () => "",
  );
}
