import { type ExecutionArgs, GraphQLError, getOperationAST, OperationTypeNode } from "graphql";
import type { Plugin } from "graphql-yoga";
import { ForbiddenError } from "../../core/errors.ts";
import type { Context } from "../schema/context.ts";
import { assertSameOrigin } from "../schema/sameOrigin.ts";
import { maskError } from "./errorMasking.ts";
import { assertCostLimit, assertTokenLimits, findExceededLimit } from "./operationLimits.ts";

const maxReportedErrors = 10;

/** Refuses what is too large or comes from a foreign page, each as early as it can be known. */
export const operationGuardPlugin: Plugin<Context> = {
  onParams({ params }) {
    if (typeof params.query === "string") assertTokenLimits(params.query);
  },

  onValidate({ params, setResult }) {
    const error = findExceededLimit(params.documentAST);
    if (error) setResult([error]);
    // Validation errors are not masked by Yoga, and quote names of any length.
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

/** Already as its caller may see it: Yoga does not mask what never ran. */
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

/** The refusal with its HTTP status. Throws what is none. */
function toRejection(error: unknown): GraphQLError {
  if (error instanceof ForbiddenError) {
    const extensions = { http: { status: 403 } };
    return new GraphQLError(error.message, { originalError: error, extensions });
  }
  if (!(error instanceof GraphQLError)) throw error;
  return new GraphQLError(error.message, {
    source: error.source ?? null,
    positions: error.positions ?? null,
    // Where nothing else is said, it is a variable that does not fit its type.
    extensions: { code: "BAD_USER_INPUT", http: { status: 400, spec: true }, ...error.extensions },
  });
}
