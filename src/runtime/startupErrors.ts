import { ConfigurationError } from "../config/config.ts";
import { DatabaseOpenError } from "../db/databaseErrors.ts";

/** No worker can start. The message is one sentence for the operator. */
export class WorkerStartupError extends Error {
  override name = "WorkerStartupError";
}

/** Returns one sentence for an error that the operator can correct, or undefined for a bug. */
export function describeStartupError(error: unknown): string | undefined {
  for (const ExpectedError of [ConfigurationError, DatabaseOpenError, WorkerStartupError]) {
    if (error instanceof ExpectedError) return error.message;
  }
  const { code, port, address, hostname } = error as {
    code?: string;
    port?: number;
    address?: string;
    hostname?: string;
  };
  if (code === "EADDRINUSE") return `Port ${port} is in use. Set PORT to another one.`;
  if (code === "EACCES")
    return `Port ${port} may not be used by this user. Set PORT to another one.`;
  const isNotLocal = ["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"].includes(code ?? "");
  if (isNotLocal && address !== undefined) {
    return `HOST ${address} is not an address of this machine. Set HOST to one that is, or to 0.0.0.0 for all.`;
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST ${hostname} is not a name that this machine knows. Set HOST to an address of it, or to 0.0.0.0 for all.`;
  }
  return undefined;
}
