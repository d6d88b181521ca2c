import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
} from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { StreamEvent } from "../../core/subscriptions/watchFeed.ts";
import type { Context } from "../schema/context.ts";

type Result = ExecutionResult | Promise<ExecutionResult>;

/**
 * Executes an event once for all equal streams of an account: the same document and variables, for
 * callers with the same scopes. Events are distinguished by object identity.
 */
export const sharedExecutionPlugin: Plugin<Context> = {
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
};

const results = new WeakMap<object, Map<string, Result>>();
const documentNumbers = new WeakMap<DocumentNode, number>();
let lastDocumentNumber = 0;

async function subscribe(args: ExecutionArgs) {
  const events = await createSourceEventStream(args);
  if (!isAsyncIterable<StreamEvent<object>>(events)) return events;
  const source = events[Symbol.asyncIterator]();
  const key = toExecutionKey(args);
  const stream: AsyncIterableIterator<ExecutionResult> = {
    next: async () => {
      const { value, done } = await source.next();
      return done ? { value: undefined, done } : { value: await executeOnce(value, key, args) };
    },
    // Reaches the source even while it waits for an event.
    return: async () => {
      await source.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

/** Returns the result with the id of the event, which differs between the streams. */
async function executeOnce(
  streamEvent: StreamEvent<object>,
  key: string,
  args: ExecutionArgs,
): Promise<ExecutionResult> {
  const { id: eventId, event } = streamEvent;
  const eventResults = results.get(event) ?? new Map<string, Result>();
  results.set(event, eventResults);
  const result = eventResults.get(key) ?? execute({ ...args, rootValue: streamEvent });
  eventResults.set(key, result);
  const { extensions, ...rest } = await result;
  return { ...rest, extensions: { ...extensions, eventId } };
}

function toExecutionKey({
  document,
  operationName,
  variableValues,
  contextValue,
}: ExecutionArgs): string {
  const { actor } = contextValue as Context;
  const rights = actor.kind === "anonymous" ? null : [actor.userId, [...actor.scopes].sort()];
  return JSON.stringify([toDocumentNumber(document), operationName, variableValues, rights]);
}

function toDocumentNumber(document: DocumentNode): number {
  const existing = documentNumbers.get(document);
  if (existing !== undefined) return existing;
  lastDocumentNumber += 1;
  documentNumbers.set(document, lastDocumentNumber);
  return lastDocumentNumber;
}
