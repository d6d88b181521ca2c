import type { HttpEnvironment } from "./honoEnvironment.ts";

interface RequestContext {
  env: Pick<HttpEnvironment["Bindings"], "incoming">;
  var: Pick<HttpEnvironment["Variables"], "log">;
}

/** Logs an unexpected error, unless its only cause is that the client disconnected. */
export function logUnexpectedError(
  { env, var: { log } }: RequestContext,
  error: unknown,
  message: string,
): void {
  const isUnfinished = env.incoming.destroyed && !env.incoming.complete;
  if (isUnfinished && (error as { code?: unknown } | null)?.code === "ECONNRESET") return;
  log.error({ err: error }, message);
}
