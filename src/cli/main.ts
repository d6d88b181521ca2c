import { type Config, ConfigurationError } from "../config/config.ts";
import { DomainError } from "../core/errors.ts";
import { DatabaseOpenError } from "../db/databaseErrors.ts";
import { SnapshotError } from "../db/sqlite/snapshot.ts";
import { CopyError } from "../db/sqliteToPostgres/copyError.ts";
import { version } from "../version.ts";
import { backup } from "./backup.ts";
import { CommandError, UsageError } from "./commandError.ts";
import { migrateToPostgres } from "./migrateToPostgres.ts";
import { restore } from "./restore.ts";
import { userAdd } from "./userAdd.ts";
import { userDelete } from "./userDelete.ts";
import { userDisable, userEnable } from "./userDisable.ts";
import { userList } from "./userList.ts";
import { userResetPassword } from "./userResetPassword.ts";

const usage = `Usage: npm run --silent lnk7 -- COMMAND

  user add EMAIL               creates an account, even if registration is closed;
                               --new creates the database if there is none
  user list                    lists all accounts
  user disable EMAIL           blocks all access to an account; its links keep working
  user enable EMAIL            restores the access, with the same tokens and sessions
  user reset-password EMAIL    replaces the password and ends all sessions;
                               --revoke-tokens also revokes the API tokens
  user delete EMAIL            deletes an account and its links permanently, after the
                               email is typed again; --force skips the confirmation
  backup FILE                  copies the database; the service may be running
  restore FILE                 replaces the database by a backup; the service must be stopped
  migrate-to-postgres --from file:PATH --to postgres://USER:PASSWORD@HOST/NAME
                               copies a SQLite database into an empty PostgreSQL database;
                               if interrupted, run it again to continue

Passwords are prompted for, or read as one line from standard input; --generate creates one.
--json prints JSON. --force lets backup and restore overwrite a file. --version prints the version.
Commands use the database of DATABASE_URL and print its name. Exit codes: 0 success, 1 failure,
2 invalid usage.`;

type Command = (commandArguments: string[], config: Config) => Promise<void>;

const commands: Record<string, Command> = {
  "user add": userAdd,
  "user delete": userDelete,
  "user list": userList,
  "user disable": userDisable,
  "user enable": userEnable,
  "user reset-password": userResetPassword,
  backup,
  "migrate-to-postgres": migrateToPostgres,
  // The former name.
  move: migrateToPostgres,
  restore,
};

/** Runs the command that the arguments name. Returns the exit code. */
export async function runCommand(
  commandArguments: string[],
  readConfig: () => Config,
): Promise<number> {
  if (
    commandArguments.length === 0 ||
    commandArguments.includes("--help") ||
    commandArguments[0] === "help"
  ) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (commandArguments.length === 1 && commandArguments[0] === "--version") {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  try {
    const words = Object.hasOwn(commands, commandArguments[0] ?? "") ? 1 : 2;
    const name = commandArguments.slice(0, words).join(" ");
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(`There is no command "${name}".`);
    const config = readConfig();
    for (const warning of config.warnings) process.stderr.write(`${warning}\n`);
    await command(commandArguments.slice(words), config);
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return isUsageError(error) ? 2 : 1;
  }
}

function isUsageError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return error instanceof UsageError || String(code).startsWith("ERR_PARSE_ARGS");
}

/** Returns the message of an expected error, and the stack of an unexpected one. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (isUsageError(error)) return `${error.message}\n\n${usage}`;
  const isExpected = [
    CommandError,
    ConfigurationError,
    DatabaseOpenError,
    DomainError,
    CopyError,
    SnapshotError,
  ].some((kind) => error instanceof kind);
  // An error of the file system or SQLite, such as a missing folder or a full disk.
  const isSystemError = "syscall" in error || error.name === "SqliteError";
  return isExpected || isSystemError ? error.message : error.stack;
}
