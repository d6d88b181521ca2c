import { PothosValidationError } from "@pothos/core";
import { GraphQLError } from "graphql";
import { toDatabaseUnavailableError } from "../domain/databaseUnavailable.ts";
import { DomainError, RateLimitedError, RetryLaterError } from "../domain/errors.ts";
import { unexpectedErrorMessage } from "../http/messages.ts";
import type { Context } from "./context.ts";
import { withoutValues } from "./withoutValues.ts";

const longestMessage = 500;

/** The failure behind however many wrappings GraphQL has put around it. */
export function rootOf(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return rootOf(error.originalError);
  return toDatabaseUnavailableError(error) ?? error;
}

/** Tells the caller of the budget that has refused something, if one has: of the first. */
export function tellRefusal({ tell }: Pick<Context, "tell">, errors: readonly unknown[]): void {
  const refusal = errors.map(rootOf).find((root) => root instanceof RateLimitedError);
  if (refusal) tell(refusal.rateLimitStatus);
}

/** True for what nobody expected: a fault of the program or its database, to be logged. */
export function isAccident(error: unknown): boolean {
  const root = rootOf(error);
  if (root instanceof GraphQLError) {
    // GraphQL itself complains of what a resolver answered.
    return root.path !== undefined && root.extensions.code === undefined;
  }
  return !(root instanceof DomainError || root instanceof PothosValidationError);
}

/**
 * The error as its caller may see it: short, with a code, and without a word about an accident,
 * which stays behind it for the log, as a spent budget does for the headers.
 */
export function presentError(error: unknown): GraphQLError {
  const root = rootOf(error);
  if (root instanceof RateLimitedError) {
    const { retryAfterSeconds } = root;
    return withCode(error, root.message, root.code, root, { retryAfterSeconds });
  }
  if (root instanceof RetryLaterError) {
    const { retryAfterSeconds } = root;
    return withCode(error, root.message, root.code, null, { retryAfterSeconds });
  }
  if (root instanceof DomainError) return withCode(error, root.message, root.code);
  if (root instanceof PothosValidationError) return withCode(error, root.message, "BAD_USER_INPUT");
  if (root instanceof GraphQLError && error instanceof GraphQLError && !isAccident(root)) {
    return withCode(
      error,
      withoutValues(root.message),
      error.extensions.code ?? root.extensions.code,
    );
  }
  const accident = root instanceof Error ? root : new Error(String(root));
  return withCode(error, unexpectedErrorMessage, "INTERNAL_SERVER_ERROR", accident);
}

function withCode(
  error: unknown,
  message: string,
  code: unknown,
  originalError: Error | null = null,
  more: Record<string, unknown> = {},
): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  // Yoga puts there what the JSON parser says, which quotes the body.
  const { originalError: unreadable, ...extensions } = located?.extensions ?? {};
  // What is no JSON is no operation either, so 400 whichever media type is accepted.
  if (unreadable !== undefined) extensions.http = { status: 400 };
  return new GraphQLError(shorten(message), {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.positions ?? null,
    path: located?.path ?? null,
    originalError,
    extensions: { ...extensions, ...(code !== undefined && { code }), ...more },
  });
}

/** Messages quote what was sent, which may be large. */
function shorten(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
}
