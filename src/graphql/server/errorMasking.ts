import { PothosValidationError } from "@pothos/core";
import { GraphQLError } from "graphql";
import { toDatabaseUnavailableError } from "../../core/databaseUnavailable.ts";
import {
  DomainError,
  MissingScopeError,
  missingScopeMessage,
  RateLimitedError,
  RetryLaterError,
} from "../../core/errors.ts";
import { unexpectedErrorMessage } from "../../http/messages.ts";
import type { Context } from "../schema/context.ts";
import { scopeName } from "../tokens/TokenScope.ts";
import { redactValues } from "./redactValues.ts";

const maxMessageLength = 500;

/** Returns the original error inside any number of GraphQL wrappers. */
export function unwrapError(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return unwrapError(error.originalError);
  return toDatabaseUnavailableError(error) ?? error;
}

/** Reports the first exceeded rate limit among the errors, if any, to the caller. */
export function reportExceededRateLimit(
  { reportRateLimit }: Pick<Context, "reportRateLimit">,
  errors: readonly unknown[],
): void {
  const rateLimitError = errors.map(unwrapError).find((root) => root instanceof RateLimitedError);
  if (rateLimitError) reportRateLimit(rateLimitError.rateLimitStatus, true);
}

/**
 * Returns whether the error is unexpected, that is a fault of the program or its database, and must
 * be logged.
 */
export function isUnexpectedError(error: unknown): boolean {
  const root = unwrapError(error);
  if (root instanceof GraphQLError) {
    // GraphQL itself rejected the value that a resolver returned.
    return root.path !== undefined && root.extensions.code === undefined;
  }
  return !(root instanceof DomainError || root instanceof PothosValidationError);
}

/**
 * Returns the error as the caller may see it: short, with a code, and without details of an
 * unexpected error. The original error stays attached for the log, and a rate-limit error for the
 * headers.
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
  if (root instanceof MissingScopeError) {
    const scope = scopeName(root.scope);
    return withCode(error, missingScopeMessage(scope), root.code, null, { scope });
  }
  if (root instanceof DomainError) {
    const place = root.field === null ? {} : { path: [root.field] };
    return withCode(error, root.message, root.code, null, place);
  }
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
  // Yoga stores the message of the JSON parser there, which quotes the body.
  const { originalError: parserError, ...extensions } = located?.extensions ?? {};
  // Invalid JSON is not an operation, so the status is 400 for every accepted media type.
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

/** Messages quote the input, which may be large. */
function shorten(message: string): string {
  return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)}…` : message;
}
