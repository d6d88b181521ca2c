/** Resolves in the next turn of the event loop, after pending events were handled. */
export { setImmediate as yieldToEventLoop } from "node:timers/promises";
