import type pg from "pg";

/** PostgreSQL's codes where two transactions were in each other's way, and one had to give in. */
const conflicts = new Set(["40001", "40P01"]);
const triesAtMost = 5;

/** Runs `act` in a transaction, again where others were in its way. */
export async function transact<Result>(
  pool: pg.Pool,
  act: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(pool, act);
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (!conflicts.has(code) || tries === triesAtMost) throw error;
    }
  }
}

async function once<Result>(
  pool: pg.Pool,
  act: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // The statement that the loss of the connection fails tells it; the event would end the process.
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await act(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    broken = await client.query("ROLLBACK").then(
      () => undefined,
      (failure: Error) => failure,
    );
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

const ignore = () => {};
