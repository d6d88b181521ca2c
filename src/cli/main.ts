import { type Config, ConfigurationError } from "../config/config.ts";
import { DomainError } from "../core/errors.ts";
import { DatabaseOpenError } from "../db/databaseErrors.ts";
import { SnapshotError } from "../db/sqlite/snapshot.ts";
import { CopyError } from "../db/sqliteToPostgres/copyError.ts";
import { version } from "../version.ts";
import { backup } from "./backup.ts";
import { CommandError, UsageError } from "./commandError.ts";
import { move } from "./move.ts";
import { restore } from "./restore.ts";
import { userAdd } from "./userAdd.ts";
import { userDelete } from "./userDelete.ts";
import { userDisable, userEnable } from "./userDisable.ts";
import { userList } from "./userList.ts";
import { userResetPassword } from "./userResetPassword.ts";

const usage = `Use: npm run --silent lnk7 -- COMMAND

  user add EMAIL               makes an account, also where registration is closed;
                               with --new also where there is no database yet
  user list                    lists the accounts
  user disable EMAIL           closes an account at once; its links go on
  user enable EMAIL            opens it again, with its tokens and sessions
  user reset-password EMAIL    gives it another password and ends its sessions;
                               with --revoke-tokens also its API tokens
  user delete EMAIL            deletes it for good, with its links, once its email is
                               typed again; --force asks nothing
  backup FILE                  copies the database, also while the service runs
  restore FILE                 puts a backup in place of the database, while it does not
  move --from file:PATH --to postgres://USER:PASSWORD@HOST/NAME
                               copies all from SQLite into an empty database of PostgreSQL;
                               run again, it goes on where it was interrupted

Passwords are asked for, or read as one line from the standard input; --generate makes one.
--json answers in JSON. --force lets backup and restore overwrite. --version prints the version.
The database is the one of DATABASE_URL; all commands name it. Ends with 0 where it was done, 1
where not, 2 where it was not understood.`;

type Command = (commandArguments: string[], config: Config) => Promise<void>;

const commands: Record<string, Command> = {
  "user add": userAdd,
  "user delete": userDelete,
  "user list": userList,
  "user disable": userDisable,
  "user enable": userEnable,
  "user reset-password": userResetPassword,
  backup,
  move,
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
