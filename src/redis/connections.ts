import { Redis, type RedisOptions } from "ioredis";

/** Connections to one Redis. */
export interface Connections {
  /** For commands that are answered at once. */
  commands: Redis;
  /** Hears what is published; it can do nothing else. */
  subscriber: Redis;
  /** For commands that wait for something to come. */
  blocking: Redis;
  close(): void;
}

/** Longest time that a request may be held up by a Redis that does not answer. */
const responseTimeoutMilliseconds = 500;
/** Then a command is given up, also one that waits, which it does for half a second. */
const commandTimeoutMilliseconds = 2_000;
const reconnectDelayMilliseconds = 250;
/** Where nothing comes for so long, the connection is dead though nobody said so. */
const socketTimeoutMilliseconds = 5_000;
const connectTimeoutMilliseconds = 2_000;

const options: RedisOptions = {
  // What cannot be sent now is done without Redis: nothing queues, and nothing is sent twice.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // The channel is subscribed anew by whoever has to know from when on it is heard.
  autoResubscribe: false,
  connectTimeout: connectTimeoutMilliseconds,
  commandTimeout: commandTimeoutMilliseconds,
  socketTimeout: socketTimeoutMilliseconds,
  retryStrategy: () => reconnectDelayMilliseconds,
  // After a failover the address leads to another server.
  reconnectOnError: (error) => /\bREADONLY\b/.test(error.message),
};

/** Begins to connect, and again whenever a connection is lost. Waits for none. */
export function openConnections(url: string): Connections {
  // An error is followed by the close of the connection, which is what tells.
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
 * The answer, if it comes within half a second. One that has come by then counts, though this process
 * was too busy to look.
 */
export async function withTimeout<Result>(reply: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const rejectLate = () => reject(new Error("Redis does not answer in time."));
    timer = setTimeout(() => setImmediate(rejectLate), responseTimeoutMilliseconds);
  });
  return Promise.race([reply, timeout]).finally(() => clearTimeout(timer));
}

/** True where Redis answered, and refused. */
export function isReplyError(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}
