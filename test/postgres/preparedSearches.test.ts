import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { prepareLinkLists } from "../../src/db/postgres/linkLists.ts";
import { createQueryRunner } from "../../src/db/postgres/query.ts";
import { newDatabaseUrl } from "../support/database.ts";

test("searches for any number of words leave few prepared statements on a connection", async () => {
  const pool = new pg.Pool({ connectionString: await newDatabaseUrl(), max: 1 });
  onTestFinished(() => pool.end());
  const { listLinks: list } = prepareLinkLists(createQueryRunner(pool, () => {}));
  const words = Array.from({ length: 100 }, (_, number) => `w${number}`);

  for (let count = 0; count <= words.length; count++) {
    await list({
      ownerId: 1,
      words: words.slice(0, count),
      status: null,
      field: "CREATED_AT",
      direction: "DESC",
      position: null,
      inclusive: false,
      limit: 1,
      now: 0,
    });
  }

  const { rows } = await pool.query(
    `SELECT count(*)::int AS "prepared" FROM pg_prepared_statements`,
  );
  expect(rows).toEqual([{ prepared: 4 }]);
});
