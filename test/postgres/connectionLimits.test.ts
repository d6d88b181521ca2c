import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { serverUrl } from "../../scripts/createTestDatabase.ts";
import { newDatabaseUrl, queryDatabase } from "../support/database.ts";
import { freePorts, runProgram } from "../support/program.ts";
import { createWorld } from "../support/world.ts";

/** Creates an empty database with its own role. `limits` are the connection limits of both. */
async function limitedDatabase(limits: { role: number; database: number }): Promise<string> {
  const name = `lnk7_test_${randomBytes(6).toString("hex")}`;
  const run = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await run(
    `CREATE ROLE ${name} LOGIN CONNECTION LIMIT ${limits.role}`,
    `CREATE DATABASE ${name} OWNER ${name} CONNECTION LIMIT ${limits.database}
     ENCODING 'UTF8' TEMPLATE template0`,
  );
  onTestFinished(() => run(`DROP DATABASE ${name} WITH (FORCE)`, `DROP ROLE ${name}`));
  const url = new URL(serverUrl);
  url.username = name;
  url.password = "";
  url.pathname = name;
  return url.href;
}

const warning = "The service can open more connections than the database allows.";

test.each([
  [
    { role: 6, database: -1 },
    { allowed: 6, by: "the connection limit of its role" },
    "Set DATABASE_POOL_SIZE to 5 or less, or raise the limit to 11.",
  ],
  [
    { role: 8, database: 3 },
    { allowed: 3, by: "the connection limit of the database" },
    "Reduce WORKERS, or raise the limit to 11.",
  ],
])(
  "startup warns about connection limits that the service can exceed (%o)",
  async (limits, told, remedy) => {
    const { log } = await createWorld({ DATABASE_URL: await limitedDatabase(limits) });

    const warnings = log.filter(({ level }) => level === 40);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ needed: 11, ...told, msg: `${warning} ${remedy}` });
  },
);

test("startup does not warn when the connections suffice", async () => {
  const { log } = await createWorld({
    DATABASE_URL: await limitedDatabase({ role: 11, database: 11 }),
  });

  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("exhausted connections are logged with the error message of the server", async () => {
  const DATABASE_URL = await limitedDatabase({ role: 6, database: -1 });
  const { anonymous, log } = await createWorld({ DATABASE_URL, DATABASE_POOL_SIZE: "30" });

  await Promise.all(
    Array.from({ length: 60 }, (_, number) =>
      Promise.all([
        anonymous.visit(`code${number}`),
        anonymous.post("/api/v1/auth/login", { email: `a${number}@example.com`, password: "x" }),
      ]),
    ),
  );

  const faults = log.filter(({ msg }) => String(msg).startsWith("The database cannot be written"));
  const role = new URL(DATABASE_URL).username;
  expect(faults.map(({ reason }) => reason)).toEqual([`too many connections for role "${role}"`]);
});

test("a read-only database fails the startup, and is reported when it becomes read-only later", async () => {
  const databaseUrl = await newDatabaseUrl();
  const { anonymous } = await createWorld({ DATABASE_URL: databaseUrl });
  const name = new URL(databaseUrl).pathname.slice(1);
  await queryDatabase(
    databaseUrl,
    `ALTER DATABASE "${name}" SET default_transaction_read_only = on`,
  );
  const [port] = await freePorts(1);

  const { exitCode, stderr } = await runProgram({
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^The database .* cannot be opened and written: cannot execute .* in a read-only transaction\.\n$/,
  );
  // The change applies only to new connections.
  await queryDatabase(
    databaseUrl,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await expect
    .poll(async () => (await anonymous.get("/readyz")).body.reasons)
    .toEqual([{ check: "database", detail: "The database cannot be written: it is read-only." }]);
});
