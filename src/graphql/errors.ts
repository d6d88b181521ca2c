import { PothosValidationError } from "@pothos/core";
import { GraphQLError } from "graphql";
import { DomainError } from "../domain/errors.ts";

const longestMessage = 500;

/** The failure behind however many wrappings GraphQL has put around it. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;
}

/** True for what nobody expected: a fault of the program or its database, to be logged. */
export function isAccident(error: unknown): boolean {
  const root = rootOf(error);
  return !(
    root instanceof GraphQLError ||
    root instanceof DomainError ||
    root instanceof PothosValidationError
  );
}

/** The error as its caller may see it: short, with a code, and without a word about an accident. */
export function presentError(error: unknown): GraphQLError {
  const root = rootOf(error);
  if (root instanceof DomainError) return withCode(error, root.message, root.code);
  if (root instanceof PothosValidationError) return withCode(error, root.message, "BAD_USER_INPUT");
  if (root instanceof GraphQLError && error instanceof GraphQLError) {
    return withCode(error, root.message, error.extensions.code ?? root.extensions.code);
  }
  return withCode(error, "Something went wrong on our side.", "INTERNAL_SERVER_ERROR");
}

function withCode(error: unknown, message: string, code: unknown): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  return new GraphQLError(shorten(message), {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.positions ?? null,
    path: located?.path ?? null,
    extensions: { ...located?.extensions, ...(code !== undefined && { code }) },
  });
}

/** Messages quote what was sent, which may be large. */
function shorten(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
}
