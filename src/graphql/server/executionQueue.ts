import { type ExecutionArgs, execute } from "graphql";
import type { Plugin } from "graphql-yoga";
import { toQueueKey } from "../../core/auth/queueKey.ts";
import type { Context } from "../schema/context.ts";

/**
 * Starts executions in turn. An execution synchronously runs everything that does not wait, such as
 * a whole introspection. Ten that arrived together would block the event loop ten times as long. The
 * executor of GraphQL.js returns fields in the order of the selection; Yoga's own does not.
 */
export const executionQueuePlugin: Plugin<Context> = {
  onExecute({ args, setExecuteFn }) {
    const { actor } = (args as ExecutionArgs).contextValue as Context;
    setExecuteFn(async (executionArgs: ExecutionArgs) => {
      const started = await actor.services.queues.compute(toQueueKey(actor), () => ({
        result: execute(executionArgs),
      }));
      return started.result;
    });
  },
};
