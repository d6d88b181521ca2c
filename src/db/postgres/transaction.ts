import type pg from "pg";

/** PostgreSQL's codes for a conflict of two transactions, one of which was aborted. */
const retryableCodes = new Set(["40001", "40P01"]);
const maxAttempts = 5;

/** Runs `run` in a transaction, and retries it after a conflict, up to 5 attempts. */
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
  // The statement that fails reports the lost connection. The event would end the process.
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
