import { type ExecutionArgs, GraphQLError, getOperationAST, OperationTypeNode } from "graphql";
import type { Plugin } from "graphql-yoga";
import { ForbiddenError } from "../../core/errors.ts";
import type { Context } from "../schema/context.ts";
import { assertSameOrigin } from "../schema/sameOrigin.ts";
import { maskError } from "./errorMasking.ts";
import { assertCostLimit, assertTokenLimits, findExceededLimit } from "./operationLimits.ts";

const maxReportedErrors = 10;

/**
 * Rejects operations that are too large or come from another site's page, each as early as
 * possible.
 */
export const operationGuardPlugin: Plugin<Context> = {
  onParams({ params }) {
    if (typeof params.query === "string") assertTokenLimits(params.query);
  },

  onValidate({ params, setResult }) {
    const error = findExceededLimit(params.documentAST);
    if (error) setResult([error]);
    // Yoga does not mask validation errors, which quote names of any length.
    return (validation) => {
      validation.setResult(validation.result.slice(0, maxReportedErrors).map(maskError));
    };
  },

  onExecute({ args, context, setResultAndStopExecution }) {
    const error = validateOperation(args, context);
    if (error) setResultAndStopExecution({ errors: [error] });
  },

  onSubscribe({ args, context, setResultAndStopExecution }) {
    const error = validateOperation(args, context);
    if (error) setResultAndStopExecution({ errors: [error] });
  },
};

/**
 * Returns the error already masked, because Yoga does not mask errors of an operation that never
 * ran.
 */
function validateOperation(args: ExecutionArgs, context: Context): GraphQLError | undefined {
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) return undefined;
  try {
    if (operation.operation === OperationTypeNode.MUTATION && context.actor.kind === "session") {
      assertSameOrigin(context);
    }
    assertCostLimit(args.schema, args.document, operation, args.variableValues ?? {});
    return undefined;
  } catch (error) {
    return maskError(toRejection(error));
  }
}

/** Returns the rejection with its HTTP status. Rethrows any other error. */
function toRejection(error: unknown): GraphQLError {
  if (error instanceof ForbiddenError) {
    const extensions = { http: { status: 403 } };
    return new GraphQLError(error.message, { originalError: error, extensions });
  }
  if (!(error instanceof GraphQLError)) throw error;
  return new GraphQLError(error.message, {
    source: error.source ?? null,
    positions: error.positions ?? null,
    // Without a code of its own, the error is a variable that does not match its type.
    extensions: { code: "BAD_USER_INPUT", http: { status: 400, spec: true }, ...error.extensions },
  });
}
