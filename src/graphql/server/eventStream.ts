import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { toPublicResult } from "./publicResult.ts";

/** Shorter than the idle timeouts of common proxies. */
const pingMilliseconds = 12_000;
const ping = ":\n\n";
const complete = "event: complete\ndata:\n\n";

/**
 * Writes subscriptions as server-sent events in the distinct connections mode of graphql-sse. Events
 * have ids, which Yoga's own writer lacks. A browser sends the last one when it reconnects. The streams
 * are native: those of Yoga do not notice a lost reader before the next event.
 */
export const eventStreamPlugin: Plugin = {
  onResultProcess({ request, result, setResultProcessor }) {
    if (!isAsyncIterable<ExecutionResult>(result)) return;
    if (!request.headers.get("accept")?.includes("text/event-stream")) return;
    setResultProcessor((stream) => {
      const encoder = new TextEncoder();
      const events = (stream as typeof result)[Symbol.asyncIterator]();
      let timer: NodeJS.Timeout;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          // Some browsers report a response only once it has content.
          controller.enqueue(encoder.encode(ping));
          timer = setInterval(() => {
            const { desiredSize } = controller;
            if (desiredSize === null) clearInterval(timer);
            else if (desiredSize > 0) controller.enqueue(encoder.encode(ping));
          }, pingMilliseconds).unref();
        },
        pull: async (controller) => {
          try {
            const { value, done } = await events.next();
            if (value) controller.enqueue(encoder.encode(formatEvent(value)));
            if (!done) return;
            clearInterval(timer);
            controller.enqueue(encoder.encode(complete));
            controller.close();
          } catch (error) {
            clearInterval(timer);
            controller.error(error);
          }
        },
        cancel: async () => {
          clearInterval(timer);
          await events.return?.();
        },
      });
      return new Response(body, {
        headers: {
          "Content-Type": "text/event-stream",
          Connection: "keep-alive",
          "Cache-Control": "no-cache",
          "Content-Encoding": "none",
        },
      });
    }, "text/event-stream");
  },
};

function formatEvent(result: ExecutionResult): string {
  const eventId = result.extensions?.eventId;
  const id = typeof eventId === "string" ? `id: ${eventId}\n` : "";
  return `${id}event: next\ndata: ${JSON.stringify(toPublicResult(result))}\n\n`;
}
