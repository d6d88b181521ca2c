import type { Hook, z } from "@hono/zod-openapi";
import { RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/** Converts a validation failure to the error for the invalid part of the request. */
export const handleValidationError: Hook<unknown, RestEnvironment, string, unknown> = (result) => {
  if (result.success) return;

  const [issue] = result.error.issues;
  if (!issue) throw new RestError("BODY_MISMATCH", "The request does not match its schema.");
  const field = issue.path.join(".").slice(0, 100);
  const problem = describeIssue(issue);
  if (result.target === "query") throw new RestError("BAD_USER_INPUT", `${field} ${problem}.`);
  throw new RestError("BODY_MISMATCH", `${field ? `The field ${field}` : "The body"} ${problem}.`);
};

/** Returns a description of the problem that follows the name of the invalid part. */
function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      // A message of this project's schemas is more specific than the expected type.
      if (!issue.message.startsWith("Invalid input")) return issue.message;
      return issue.message.endsWith("received undefined")
        ? `is missing. It must be ${withArticle(issue.expected)}`
        : `must be ${withArticle(issue.expected)}`;
    case "unrecognized_keys":
      return `has an unknown field: ${issue.keys[0]?.slice(0, 100)}. Remove it`;
    default:
      return issue.message.slice(0, 200);
  }
}

function withArticle(expected: string): string {
  if (expected === "int") return "a whole number";
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
