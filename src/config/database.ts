import { text, wholeNumber, word } from "./kinds.ts";
import { section } from "./section.ts";

export const database = section(
  "Database",
  {
    DATABASE_URL: text(
      "file: and a path, such as file:./data/lnk7.db, or postgres://user@host:5432/name",
      isDatabaseUrl,
    )
      .default("file:./data/lnk7.db")
      .describe(
        "The SQLite file, or a PostgreSQL database: `postgres://user:password@host:5432/name`.",
      ),
    MIGRATION_BACKUP: word(["on", "off"])
      .default("on")
      .describe(
        "SQLite: copies the database before [a new version migrates it](upgrading.md). `off` saves the disk space.",
      ),
    DATABASE_REPLICA_URL: text(
      "the URL of a PostgreSQL database, such as postgres://user@host:5432/name",
      isPostgresUrl,
    )
      .optional()
      .describe(
        "PostgreSQL: a [read replica](scaling.md#a-read-replica) for redirects and statistics. Requires a PostgreSQL `DATABASE_URL`.",
      ),
    DATABASE_POOL_SIZE: wholeNumber(4, 1_000, 10)
      .default(10)
      .describe(
        "PostgreSQL: maximum connections per process, 4 to 1,000. A third is reserved for lookups, and one writes clicks. Lists and statistics share the rest evenly with writes.",
      ),
    DATABASE_STATEMENT_TIMEOUT_SECONDS: wholeNumber(1, 600, 15)
      .default(15)
      .describe("PostgreSQL: timeout after which the server cancels a statement, 1 to 600."),
    DATABASE_READ_TIMEOUT_SECONDS: wholeNumber(1, 600, 5)
      .default(5)
      .describe(
        "Timeout of lists, searches and statistics, 1 to 600. The caller gets 503, or the GraphQL error code `READ_TIMEOUT`.",
      ),
  },
  (values) => ({
    storage: {
      databaseUrl: values.DATABASE_URL,
      migrationBackup: values.MIGRATION_BACKUP === "on",
      replicaUrl: values.DATABASE_REPLICA_URL,
      poolSize: values.DATABASE_POOL_SIZE,
      statementTimeoutSeconds: values.DATABASE_STATEMENT_TIMEOUT_SECONDS,
      readTimeoutSeconds: values.DATABASE_READ_TIMEOUT_SECONDS,
    },
  }),
);

/** Returns whether the URL is that of a SQLite file or a PostgreSQL database. */
function isDatabaseUrl(value: string): boolean {
  if (value.startsWith("file:")) return value.length > "file:".length;
  return isPostgresUrl(value);
}

/** Returns whether the URL is that of a PostgreSQL database and includes its name. */
export function isPostgresUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\/./.test(value) || !URL.canParse(value)) return false;
  return new URL(value).pathname.length > 1;
}
