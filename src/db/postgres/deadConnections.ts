import type { Socket } from "node:net";
import pg from "pg";

const checkIntervalMilliseconds = 500;
/**
 * After this time without a response, the server is probed. With the probe, detection takes 5 seconds
 * at most.
 */
const responseTimeoutMilliseconds = 2_000;
/** Generous, because a busy server is still reachable. */
const probeTimeoutMilliseconds = 2_500;

const sqlState = /^[0-9A-Z]{5}$/;

/**
 * Destroys the connections of the pool whose statements wait while the server does not respond at all.
 * A statement may take long; a server that hangs or is cut off from the network takes forever. The
 * connection does not show the difference, so another connection probes the server.
 */
export function destroyDeadConnections(pool: pg.Pool, databaseUrl: string): void {
  const sentAt = new Map<pg.ClientBase, number>();
  /** Time at which the server last responded to any statement of the pool. */
  let lastResponseAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let isProbing = false;

  async function check(): Promise<void> {
    if (sentAt.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const now = performance.now();
    const isOverdue = [...sentAt.values()].some((at) => at < now - responseTimeoutMilliseconds);
    if (!isOverdue || isProbing || lastResponseAt > now - responseTimeoutMilliseconds) return;
    isProbing = true;
    const isAlive = (await isReachable(databaseUrl)) || lastResponseAt > now;
    isProbing = false;
    for (const client of sentAt.keys()) {
      // Statements sent meanwhile would get the same result, only later.
      if (isAlive) sentAt.set(client, performance.now());
      else destroyConnection(client);
    }
  }

  pool.on("connect", (client) => {
    const { query } = client;
    client.query = ((...statement: unknown[]) => {
      if (!sentAt.has(client)) sentAt.set(client, performance.now());
      timer ??= setInterval(check, checkIntervalMilliseconds).unref();
      return Reflect.apply(query, client, statement);
    }) as typeof query;
    client.on("drain", () => {
      sentAt.delete(client);
      lastResponseAt = performance.now();
    });
  });
  pool.on("remove", (client) => sentAt.delete(client));
}

/** Returns true if the server responds. A server that rejects the connection is reachable. */
async function isReachable(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: probeTimeoutMilliseconds,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    return sqlState.test(String((error as { code?: unknown }).code));
  } finally {
    void client.end().catch(() => {});
  }
}

/** Destroys a connection. Its statement fails like that of any lost connection. */
function destroyConnection(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: { stream: Socket } };
  connection.stream.destroy(new Error("Connection terminated: the server does not respond"));
}
