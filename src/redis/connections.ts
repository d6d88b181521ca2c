import { Redis, type RedisOptions } from "ioredis";

/** Connections to one Redis server. */
export interface Connections {
  /** For commands with an immediate response. */
  commands: Redis;
  /** Receives published messages; it can run no other commands. */
  subscriber: Redis;
  /** For blocking commands. */
  blocking: Redis;
  close(): void;
}

/** Maximum time for which Redis can delay a request without responding. */
const responseTimeoutMilliseconds = 500;
/** Timeout of every command, including blocking ones, which wait half a second. */
const commandTimeoutMilliseconds = 2_000;
const reconnectDelayMilliseconds = 250;
/** A connection without data for this time is dead, even if it was not closed. */
const socketTimeoutMilliseconds = 5_000;
const connectTimeoutMilliseconds = 2_000;

const options: RedisOptions = {
  // A command that cannot be sent now is handled without Redis: none is queued or sent twice.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // The health monitor subscribes to the channel itself, because it must know when messages arrive
  // again.
  autoResubscribe: false,
  connectTimeout: connectTimeoutMilliseconds,
  commandTimeout: commandTimeoutMilliseconds,
  socketTimeout: socketTimeoutMilliseconds,
  retryStrategy: () => reconnectDelayMilliseconds,
  // After a failover, the host name resolves to another server.
  reconnectOnError: (error) => /\bREADONLY\b/.test(error.message),
};

/**
 * Starts connecting, and reconnects whenever a connection is lost. Does not wait for any
 * connection.
 */
export function openConnections(url: string): Connections {
  // Each error is followed by a `close` event, which is handled.
  const connect = () => new Redis(url, options).on("error", () => {});
  const connections = { commands: connect(), subscriber: connect(), blocking: connect() };
  return {
    ...connections,
    close: () => {
      for (const connection of Object.values(connections)) connection.disconnect();
    },
  };
}

/**
 * Resolves to the reply if it arrives within half a second, otherwise rejects. A reply that has
 * arrived by then counts, even if this process was too busy to process it.
 */
export async function withTimeout<Result>(reply: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const rejectLate = () => reject(new Error("Redis did not respond in time."));
    timer = setTimeout(() => setImmediate(rejectLate), responseTimeoutMilliseconds);
  });
  return Promise.race([reply, timeout]).finally(() => clearTimeout(timer));
}

/** Returns whether Redis replied with an error. */
export function isReplyError(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}
