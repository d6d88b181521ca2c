import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import { ForbiddenError } from "../../core/errors.ts";
import type { Context } from "../schema/context.ts";
import { assertSameOrigin } from "../schema/sameOrigin.ts";
import { maskError } from "./errorMasking.ts";
import {
  assertTokenLimits,
  findExceededLimit,
  operationLimits,
  requireAffordable,
} from "./operationLimits.ts";

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
    const { error, cost } = validateOperation(args, context);
    if (error) return setResultAndStopExecution({ errors: [error] });
    if (cost === undefined || context.actor.kind === "anonymous") return undefined;
    return { onExecuteDone: ({ result, setResult }) => setResult(withCost(result, cost)) };
  },

  onSubscribe({ args, context, setResultAndStopExecution }) {
    const { error } = validateOperation(args, context);
    if (error) setResultAndStopExecution({ errors: [error] });
  },
};

/** Shows callers how close to the limit their operations are. */
function withCost(result: unknown, requested: number) {
  const { extensions, ...rest } = result as ExecutionResult;
  return {
    ...rest,
    extensions: { ...extensions, cost: { requested, maximum: operationLimits.cost } },
  };
}

/**
 * Returns the cost of the operation, or the error for one that may not run. The error is already
 * masked, because Yoga does not mask errors of an operation that never ran.
 */
function validateOperation(
  args: ExecutionArgs,
  context: Context,
): { error?: GraphQLError; cost?: number } {
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) return {};
  try {
    if (operation.operation === OperationTypeNode.MUTATION && context.actor.kind === "session") {
      assertSameOrigin(context);
    }
    const { schema, document, variableValues } = args;
    return { cost: requireAffordable(schema, document, operation, variableValues ?? {}) };
  } catch (error) {
    return { error: maskError(toRejection(error)) };
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
