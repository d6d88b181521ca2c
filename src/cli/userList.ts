import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { type AccountSummary, listAccounts } from "../core/accounts/adminActions.ts";
import { withAdminContext } from "./adminContext.ts";
import { jsonOption } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

/** Lists the accounts, oldest first. */
export async function userList(commandArguments: string[], config: Config): Promise<void> {
  const { values } = parseArgs({ args: commandArguments, options: jsonOption });
  const accounts = await withAdminContext(config, listAccounts);
  printResult(values.json, table(accounts), accounts);
}

function table(accounts: AccountSummary[]): string {
  const rows = accounts.map(({ id, email, createdAt, links, disabledAt }) => [
    String(id),
    email,
    createdAt.toISOString().slice(0, 10),
    String(links),
    disabledAt ? `disabled ${disabledAt.toISOString().slice(0, 10)}` : "",
  ]);
  const lines = [["ID", "EMAIL", "CREATED", "LINKS", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
