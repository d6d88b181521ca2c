import { ConfigurationError } from "./config.ts";
import { DatabaseUnavailableError } from "./db/unavailable.ts";

/** No worker can start. The message is one sentence for whoever starts the service. */
export class WorkersCannotStartError extends Error {
  override name = "WorkersCannotStartError";
}

/** One sentence for what whoever starts the service can mend; undefined for a bug. */
export function explainFailedStart(error: unknown): string | undefined {
  for (const known of [ConfigurationError, DatabaseUnavailableError, WorkersCannotStartError]) {
    if (error instanceof known) return error.message;
  }
  const { code, port } = error as { code?: string; port?: number };
  if (code === "EADDRINUSE") return `Port ${port} is in use. Set PORT to another one.`;
  if (code === "EACCES")
    return `Port ${port} may not be used by this user. Set PORT to another one.`;
  return undefined;
}
