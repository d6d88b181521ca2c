import type { Socket } from "node:net";
import pg from "pg";

const checkIntervalMilliseconds = 500;
/** After this the server is asked whether it is there at all: with the answer, five seconds at most. */
const responseTimeoutMilliseconds = 2_000;
/** Generous, because a server that has much to do is there. */
const probeTimeoutMilliseconds = 2_500;

const sqlState = /^[0-9A-Z]{5}$/;

/**
 * Gives up the connections of the pool whose statements wait while the server answers nobody. A
 * statement may take long; a server that hangs, or fell off the network, takes for ever, and neither
 * says so. Which of them it is, another connection tells.
 */
export function destroyDeadConnections(pool: pg.Pool, databaseUrl: string): void {
  const sentAt = new Map<pg.ClientBase, number>();
  /** When the server last answered any statement of the pool. */
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
      // Those who asked meanwhile would find the same, only later.
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

/** A server that refuses the connection is there. */
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

/** Its statement fails as with any connection that is lost. */
function destroyConnection(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: { stream: Socket } };
  connection.stream.destroy(new Error("Connection terminated: the server does not answer"));
}
