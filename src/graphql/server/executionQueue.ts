import type { ExecutionArgs } from "graphql";
import type { Plugin } from "graphql-yoga";
import { toQueueKey } from "../../core/queues/queueKey.ts";
import type { Context } from "../schema/context.ts";

/**
 * Begins executions by turns. An execution runs at once all that waits for nothing, such as the whole of
 * an introspection, and ten that arrived together would hold the event loop ten times as long.
 */
export const executionQueuePlugin: Plugin<Context> = {
  onExecute({ args, executeFn, setExecuteFn }) {
    const { actor } = (args as ExecutionArgs).contextValue as Context;
    setExecuteFn(async (executionArgs: ExecutionArgs) => {
      const started = await actor.service.queues.compute(toQueueKey(actor), () => ({
        result: executeFn(executionArgs),
      }));
      return started.result;
    });
  },
};
