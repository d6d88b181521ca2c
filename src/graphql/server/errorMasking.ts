import { PothosValidationError } from "@pothos/core";
import { GraphQLError } from "graphql";
import { toDatabaseUnavailableError } from "../../core/databaseUnavailable.ts";
import { DomainError, RateLimitedError, RetryLaterError } from "../../core/errors.ts";
import { unexpectedErrorMessage } from "../../http/messages.ts";
import type { Context } from "../schema/context.ts";
import { redactValues } from "./redactValues.ts";

const maxMessageLength = 500;

/** The failure behind however many wrappings GraphQL has put around it. */
export function unwrapError(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return unwrapError(error.originalError);
  return toDatabaseUnavailableError(error) ?? error;
}

/** Tells the caller of the budget that has refused something, if one has: of the first. */
export function reportExceededRateLimit(
  { reportRateLimit }: Pick<Context, "reportRateLimit">,
  errors: readonly unknown[],
): void {
  const rateLimitError = errors.map(unwrapError).find((root) => root instanceof RateLimitedError);
  if (rateLimitError) reportRateLimit(rateLimitError.rateLimitStatus);
}

/** True for what nobody expected: a fault of the program or its database, to be logged. */
export function isUnexpectedError(error: unknown): boolean {
  const root = unwrapError(error);
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
export function maskError(error: unknown): GraphQLError {
  const root = unwrapError(error);
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
  if (root instanceof GraphQLError && error instanceof GraphQLError && !isUnexpectedError(root)) {
    return withCode(
      error,
      redactValues(root.message),
      error.extensions.code ?? root.extensions.code,
    );
  }
  const unexpectedError = root instanceof Error ? root : new Error(String(root));
  return withCode(error, unexpectedErrorMessage, "INTERNAL_SERVER_ERROR", unexpectedError);
}

function withCode(
  error: unknown,
  message: string,
  code: unknown,
  originalError: Error | null = null,
  moreExtensions: Record<string, unknown> = {},
): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  // Yoga puts there what the JSON parser says, which quotes the body.
  const { originalError: parserError, ...extensions } = located?.extensions ?? {};
  // What is no JSON is no operation either, so 400 whichever media type is accepted.
  if (parserError !== undefined) extensions.http = { status: 400 };
  return new GraphQLError(shorten(message), {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.positions ?? null,
    path: located?.path ?? null,
    originalError,
    extensions: { ...extensions, ...(code !== undefined && { code }), ...moreExtensions },
  });
}

/** Messages quote what was sent, which may be large. */
function shorten(message: string): string {
  return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)}…` : message;
}
