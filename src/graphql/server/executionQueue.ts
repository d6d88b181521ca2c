import type { ExecutionArgs } from "graphql";
import type { Plugin } from "graphql-yoga";
import { toQueueKey } from "../../core/auth/queueKey.ts";
import type { Context } from "../schema/context.ts";

/**
 * Starts executions in turn. An execution synchronously runs everything that does not wait, such as
 * a whole introspection. Ten that arrived together would block the event loop ten times as long.
 */
export const executionQueuePlugin: Plugin<Context> = {
  onExecute({ args, executeFn, setExecuteFn }) {
    const { actor } = (args as ExecutionArgs).contextValue as Context;
    setExecuteFn(async (executionArgs: ExecutionArgs) => {
      const started = await actor.services.queues.compute(toQueueKey(actor), () => ({
        result: executeFn(executionArgs),
      }));
      return started.result;
    });
  },
};
