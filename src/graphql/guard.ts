import { GraphQLError, getOperationAST, OperationTypeNode, parse } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Context } from "./context.ts";
import { brokenLimit, limits, requireAffordable } from "./limits.ts";
import { requireSameOrigin } from "./sameOrigin.ts";

/** Refuses what is too large or comes from a foreign page, each as early as it can be known. */
export const guard: Plugin<Context> = {
  onParse({ setParseFn }) {
    setParseFn((source, options) => {
      try {
        return parse(source, { ...options, maxTokens: limits.tokens });
      } catch (error) {
        throw error instanceof GraphQLError ? asBadRequest(error) : error;
      }
    });
  },

  onValidate({ params, setResult }) {
    const error = brokenLimit(params.documentAST);
    if (error) setResult([error]);
  },

  onExecute({ args, context, setResultAndStopExecution }) {
    const operation = getOperationAST(args.document, args.operationName);
    if (!operation) return;
    try {
      if (operation.operation === OperationTypeNode.MUTATION && context.actor.kind === "session") {
        requireSameOrigin(context);
      }
      requireAffordable(args.schema, args.document, operation, args.variableValues ?? {});
    } catch (error) {
      setResultAndStopExecution({ errors: [asBadRequest(error as Error)] });
    }
  },
};

/** GraphQL over HTTP allows 200 here for `application/json`; a refusal should look like one. */
function asBadRequest(error: Error): GraphQLError {
  const known = error instanceof GraphQLError ? error : undefined;
  return new GraphQLError(error.message, {
    source: known?.source ?? null,
    positions: known?.positions ?? null,
    originalError: known ? null : error,
    extensions: { ...known?.extensions },
  });
}
