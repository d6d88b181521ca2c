import type pg from "pg";

/** PostgreSQL's codes where two transactions were in each other's way, and one had to give in. */
const retryableCodes = new Set(["40001", "40P01"]);
const maxAttempts = 5;

/** Runs `run` in a transaction, again where others were in its way. */
export async function withTransaction<Result>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, run);
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (!retryableCodes.has(code) || attempt === maxAttempts) throw error;
    }
  }
}

async function runOnce<Result>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // The statement that the loss of the connection fails tells it; the event would end the process.
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await run(client);
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
