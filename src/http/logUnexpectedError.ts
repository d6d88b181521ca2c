import type { HttpEnvironment } from "./honoEnvironment.ts";

interface RequestContext {
  env: Pick<HttpEnvironment["Bindings"], "incoming">;
  var: Pick<HttpEnvironment["Variables"], "log">;
}

/** Logs an error that nobody expected, unless all that happened is that the caller went away. */
export function logUnexpectedError(
  { env, var: { log } }: RequestContext,
  error: unknown,
  message: string,
): void {
  const isUnfinished = env.incoming.destroyed && !env.incoming.complete;
  if (isUnfinished && (error as { code?: unknown } | null)?.code === "ECONNRESET") return;
  log.error({ err: error }, message);
}
