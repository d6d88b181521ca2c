/** Resolves in the next turn of the event loop, after what has arrived meanwhile. */
export { setImmediate as yieldToEventLoop } from "node:timers/promises";
