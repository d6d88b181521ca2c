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
    return `Port ${port} requires more privileges than this user has. Set PORT to another one.`;
  const isNotLocal = ["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"].includes(code ?? "");
  if (isNotLocal && address !== undefined) {
    return `HOST ${address} is not an IP address of this machine. Set HOST to one of them, or to 0.0.0.0 for all.`;
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST ${hostname} cannot be resolved. Set HOST to an IP address of this machine, or to 0.0.0.0 for all.`;
  }
  return undefined;
}
