import { OverloadedError, QueueFullError } from "../errors.ts";
import type { FairQueueOptions } from "./fairQueue.ts";

/**
 * Returns the errors of a queue whose limits have these names. `onRejected` is called with the name
 * of the limit that rejects a task.
 */
export function queueErrors<Limit extends string>(
  limits: { perKey: Limit; total: Limit },
  onRejected: (limit: Limit) => void,
): Pick<FairQueueOptions, "createKeyLimitError" | "createOverloadError"> {
  return {
    createKeyLimitError: () => {
      onRejected(limits.perKey);
      return new QueueFullError();
    },
    createOverloadError: () => {
      onRejected(limits.total);
      return new OverloadedError();
    },
  };
}
