import type { Socket } from "node:net";
import pg from "pg";

const checkMilliseconds = 500;
/** After this the server is asked whether it is there at all: with the answer, five seconds at most. */
const silentMilliseconds = 2_000;
/** Generous, because a server that has much to do is there. */
const answerMilliseconds = 2_500;

const sqlState = /^[0-9A-Z]{5}$/;

/**
 * Gives up the connections of the pool whose statements wait while the server answers nobody. A
 * statement may take long; a server that hangs, or fell off the network, takes for ever, and neither
 * says so. Which of them it is, another connection tells.
 */
export function giveUpInSilence(pool: pg.Pool, databaseUrl: string): void {
  const askedAt = new Map<pg.ClientBase, number>();
  /** When the server last answered any statement of the pool. */
  let heardAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let isAsking = false;

  async function check(): Promise<void> {
    if (askedAt.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const now = performance.now();
    const isSilent = [...askedAt.values()].some((at) => at < now - silentMilliseconds);
    if (!isSilent || isAsking || heardAt > now - silentMilliseconds) return;
    isAsking = true;
    const isThere = (await answers(databaseUrl)) || heardAt > now;
    isAsking = false;
    for (const client of askedAt.keys()) {
      // Those who asked meanwhile would find the same, only later.
      if (isThere) askedAt.set(client, performance.now());
      else giveUp(client);
    }
  }

  pool.on("connect", (client) => {
    const { query } = client;
    client.query = ((...statement: unknown[]) => {
      if (!askedAt.has(client)) askedAt.set(client, performance.now());
      timer ??= setInterval(check, checkMilliseconds).unref();
      return Reflect.apply(query, client, statement);
    }) as typeof query;
    client.on("drain", () => {
      askedAt.delete(client);
      heardAt = performance.now();
    });
  });
  pool.on("remove", (client) => askedAt.delete(client));
}

/** A server that refuses the connection is there. */
async function answers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: answerMilliseconds,
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
function giveUp(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: { stream: Socket } };
  connection.stream.destroy(new Error("Connection terminated: the server does not answer"));
}
