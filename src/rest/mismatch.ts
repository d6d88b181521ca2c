import type { Hook, z } from "@hono/zod-openapi";
import type { RestEnvironment } from "./environment.ts";
import { RestFailure } from "./failure.ts";
import { linkNotFound } from "./links.ts";

/** Turns what a schema refuses into the failure for the part of the request that is at fault. */
export const refuseMismatch: Hook<unknown, RestEnvironment, string, unknown> = (result) => {
  if (result.success) return;
  // A number that is no link's id names no link.
  if (result.target === "param") throw linkNotFound();

  const [issue] = result.error.issues;
  if (!issue) throw new RestFailure("BODY_MISMATCH", "The request does not match its schema.");
  const where = issue.path.join(".").slice(0, 100);
  const what = describe(issue);
  if (result.target === "query") throw new RestFailure("BAD_USER_INPUT", `${where} ${what}.`);
  throw new RestFailure("BODY_MISMATCH", `${where ? `The field ${where}` : "The body"} ${what}.`);
};

/** What is wrong, to be read after the name of what it is wrong with. */
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      // A message of our own schemas says more than the type that was expected.
      if (!issue.message.startsWith("Invalid input")) return issue.message;
      return issue.message.endsWith("received undefined")
        ? `is missing: it must be ${named(issue.expected)}`
        : `must be ${named(issue.expected)}`;
    case "unrecognized_keys":
      return `has a field that is not known here: ${issue.keys[0]?.slice(0, 100)}`;
    default:
      return issue.message.slice(0, 200);
  }
}

function named(expected: string): string {
  if (expected === "int") return "a whole number";
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
