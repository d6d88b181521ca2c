import { hashSync } from "bcryptjs";
import pg from "pg";
import { createPartitions } from "../../src/db/postgres/clickPartitions.ts";
import { newDatabaseUrl } from "./database.ts";
import { password } from "./world.ts";

/** The owner of the older half of all links, who can log in. */
export const owner = { id: 1, email: "alice@example.com" };
/** Their link with the older half of all clicks. */
export const busyLink = { id: 400_000, shortCode: "code400000" };

const users = 50_000;
const links = 1_000_000;
const clicks = 300_000;
const dayMilliseconds = 86_400_000;
const keptDays = 365;

const today = `date_trunc('day', now())`;
/** 1 for every twentieth row and 0 for the others. */
const isOld = "(n % 20 = 0)::int";
const ownerOfLink = `CASE WHEN n <= ${links / 2} THEN ${owner.id} ELSE 2 + n % ${users - 1} END`;
const linkOfClick = `CASE WHEN n <= ${clicks / 2} THEN ${busyLink.id} ELSE ${links} - n % 1000 END`;

/** For each table: the number of rows, and the values of row n. */
const seeds: [table: string, columns: string, rows: number, values: string][] = [
  ["User", `"id", "email", "emailKey", "passwordHash"`, users, "n, n, n, ''"],
  [
    "ApiToken",
    `"publicId", "ownerId", "name", "scopes", "secretHash", "prefix"`,
    100_000,
    `'tok_' || n, 1 + n % ${users}, 'n', 'links:read', int8send(n), 'lnk7_'`,
  ],
  [
    "Session",
    `"ownerId", "secretHash", "expiresAt"`,
    100_000,
    `1 + n % ${users}, int8send(n), now() + n * interval '1 minute'`,
  ],
  ["RetiredCode", `"shortCode", "ownerId"`, 100_000, "'retired' || n, 1"],
  ["WrittenBatch", `"id", "writtenAt"`, 100_000, "n, now() - n * interval '2 seconds'"],
  [
    "Link",
    `"id", "shortCode", "originalUrl", "title", "isActive", "expiresAt", "maxClicks", "clickCount",
     "lastClickedAt", "ownerId", "tokenId", "updatedAt"`,
    links,
    `n, 'code' || n, 'http://a' || n % 977 || '.io/', 'T' || n,
     n % 50 > 0, CASE WHEN n % 100 = 1 THEN now() - interval '1 day' END,
     CASE WHEN n % 100 = 2 THEN 5 END, n % 1000,
     CASE WHEN n % 2 = 0 THEN now() - n * interval '1 minute' END,
     ${ownerOfLink}, 1 + n % 100000, now()`,
  ],
  [
    "LinkSearch",
    `"linkId", "ownerId", "text"`,
    links,
    `n, ${ownerOfLink}, ' code' || n || CASE WHEN n <= ${links / 2}
       THEN E'\\nhttp://a' || n % 977 || E'.io/\\n t' || n ELSE '' END`,
  ],
  ["LinkChange", `"linkId", "changes"`, 200_000, "1 + n % 10000, '[]'"],
  [
    "LinkHour",
    `"linkId", "hour", "clicks", "visitors", "bots"`,
    6_000_000,
    `1 + n / 10, ${today} - n % 10 * interval '1 hour', 1, 1, 0`,
  ],
  [
    "LinkDay",
    `"linkId", "dimension", "day", "value", "clicks"`,
    3_000_000,
    `1 + n / 4, 'referrer', ${today}, 'r' || n % 4, 1`,
  ],
  [
    "UserHour",
    `"userId", "hour", "clicks", "visitors", "bots"`,
    500_000,
    `1 + n / 10, ${today} - n % 10 * interval '1 hour', 1, 1, 0`,
  ],
  [
    "UserDay",
    `"userId", "dimension", "day", "value", "clicks"`,
    500_000,
    `1 + n / 10, 'referrer', ${today}, 'r' || n % 10, 1`,
  ],
  [
    "LinkVisitor",
    `"day", "linkId", "mark"`,
    200_000,
    `${today} - ${isOld} * interval '1 day', n, int8send(n)`,
  ],
  [
    "UserVisitor",
    `"day", "userId", "mark"`,
    200_000,
    `${today} - ${isOld} * interval '1 day', 1 + n % ${users}, int8send(n)`,
  ],
  [
    "Click",
    `"linkId", "at", "isBot"`,
    clicks,
    `${linkOfClick}, now() - (${clicks} - n) * interval '100 seconds', false`,
  ],
];

/** Large tables, whose indexes are built at the end, and those filled in parallel with the others. */
const bulk = ["Link", "LinkSearch", "LinkHour", "LinkDay"];
const rollups = ["LinkHour", "LinkDay"];

/**
 * Creates a database with a million links and ten million hourly and daily counts, the size that
 * statements must handle. Needs a superuser, whose rows are inserted without foreign-key checks.
 */
export async function largeDatabaseUrl(): Promise<string> {
  const databaseUrl = await newDatabaseUrl();
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    options: [
      "-c session_replication_role=replica -c synchronous_commit=off",
      "-c maintenance_work_mem=256MB -c max_parallel_maintenance_workers=0",
    ].join(" "),
  });
  try {
    for (let day = 0; day <= keptDays; day += 28) {
      await createPartitions(pool, Date.now() - day * dayMilliseconds);
    }
    // All but links, because logged tables reference them.
    for (const table of bulk.slice(1)) await pool.query(`ALTER TABLE "${table}" SET UNLOGGED`);
    await Promise.all([
      fill(pool, ([table]) => rollups.includes(table)),
      fill(pool, ([table]) => !rollups.includes(table)),
    ]);
    await pool.query(
      `UPDATE "User" SET "email" = $1, "emailKey" = $1, "passwordHash" = $2 WHERE "id" = ${owner.id}`,
      [owner.email, hashSync(password, 4)],
    );
    for (const table of ["User", "Link"]) {
      await pool.query(`SELECT setval('"${table}_id_seq"', (SELECT max("id") FROM "${table}"))`);
    }
    await pool.query("ANALYZE");
  } finally {
    await pool.end();
  }
  return databaseUrl;
}

/** Writes the rows of the selected tables. */
async function fill(pool: pg.Pool, isPicked: (seed: (typeof seeds)[number]) => boolean) {
  for (const [table, columns, rows, values] of seeds.filter(isPicked)) {
    const isBulk = bulk.includes(table);
    if (isBulk) await maintainIndexes(pool, table, false);
    await pool.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${values} FROM generate_series(1, ${rows}) AS n`,
    );
    if (!isBulk) continue;
    await maintainIndexes(pool, table, true);
    await pool.query(`REINDEX TABLE "${table}"`);
  }
}

/** Stops or resumes the maintenance of a table's indexes during writes. */
async function maintainIndexes(pool: pg.Pool, table: string, maintained: boolean): Promise<void> {
  await pool.query(
    `UPDATE pg_index SET indisready = $1, indisvalid = $1 WHERE indrelid = $2::regclass`,
    [maintained, `"${table}"`],
  );
}
