import { lstatSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { parseEnv } from "node:util";

/** Contents of a settings file and the errors in it. */
export interface EnvironmentFile {
  variables: Record<string, string>;
  /** One sentence each. None quotes a value, which may be a secret. */
  faults: string[];
}

const assignment = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$/;

/**
 * Reads a file of `NAME=value` lines as Node.js does, if the file exists. Reports what Node.js
 * would ignore or truncate silently. Skips a byte order mark.
 */
export function readEnvironmentFile(path: string): EnvironmentFile {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    const variables = Object.entries(parseEnv(text)).map(([name, value]) => [name.trim(), value]);
    const faults = findFaults(text).map((fault) => `${path}, ${fault}`);
    return { variables: Object.fromEntries(variables), faults };
  } catch (error) {
    const fault = describeReadError(path, error as NodeJS.ErrnoException);
    return { variables: {}, faults: fault === undefined ? [] : [fault] };
  }
}

/** Returns one sentence about the error, or undefined if the file does not exist. */
function describeReadError(path: string, error: NodeJS.ErrnoException): string | undefined {
  const file = `The file ${resolve(path)}`;
  switch (error.code) {
    case "ENOENT":
      // Otherwise a dangling link would start a service with none of its settings.
      return exists(path) ? `${file} is a symbolic link to a file that does not exist.` : undefined;
    case "EACCES":
    case "EPERM":
      return `${file} exists, but ${currentUser()} has no permission to read it.`;
    case "EISDIR":
      return `${file} is a directory. Settings must be a file.`;
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return `${file} is not UTF-8 text. Save it as UTF-8.`;
    default:
      return `${file} cannot be read: ${error.message}.`;
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function currentUser(): string {
  try {
    const { username, uid } = userInfo();
    return `the user ${username} (uid ${uid})`;
  } catch {
    // In a container, a user may have no name.
    return `the user with uid ${process.getuid?.()}`;
  }
}

function findFaults(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const faults: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line === "" || line.startsWith("#")) continue;
    const number = index + 1;
    const [, name, value] = assignment.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      faults.push(`line ${number}: invalid syntax. Write NAME=value, or # before a comment.`);
      continue;
    }
    const quote = /^\s*(["'`])/.exec(value)?.[1];
    if (quote === undefined) {
      const start = value.indexOf("#");
      // After white space, # starts a comment.
      if (start !== -1 && !/\s/.test(value[start - 1] ?? "")) {
        faults.push(`line ${number}: # truncates the value of ${name}. Put the value in quotes.`);
      }
      continue;
    }
    const rest = [value.slice(value.indexOf(quote) + 1), ...lines.slice(number)].join("\n");
    const end = rest.indexOf(quote);
    if (end === -1) {
      faults.push(`line ${number}: the value of ${name} starts with a quote that is not closed.`);
      continue;
    }
    index += rest.slice(0, end).split("\n").length - 1;
    const trailing = rest.slice(end + 1).split("\n", 1)[0] ?? "";
    if (!/^\s*(#|$)/.test(trailing)) {
      faults.push(`line ${number}: text after the quoted value of ${name} is not allowed.`);
    }
  }
  return faults;
}
