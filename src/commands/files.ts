import { existsSync, realpathSync } from "node:fs";
import { jsonSwitch } from "./parse.ts";

/** The switches of a command that writes a file. */
export const fileSwitches = {
  ...jsonSwitch,
  force: { type: "boolean", default: false },
} as const;

/** True where both paths lead to one file, through whatever links. */
export function isSameFile(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}
