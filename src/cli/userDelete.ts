import type { Config } from "../config/config.ts";
import { deleteUser, findAccount } from "../core/accounts/adminActions.ts";
import { accountNotFoundError, withAdminContext } from "./adminContext.ts";
import { CommandError } from "./commandError.ts";
import { fileOptions } from "./files.ts";
import { parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";
import { readLine } from "./readLine.ts";

/**
 * Deletes an account and all its data permanently, after its email was typed again as confirmation.
 */
export async function userDelete(commandArguments: string[], config: Config): Promise<void> {
  const { argument, values } = parseSingleArgument(commandArguments, "email address", fileOptions);
  const { id, email } = await withAdminContext(config, async (context) => {
    const user = await findAccount(context, argument);
    if (!user) throw accountNotFoundError(argument);
    if (!values.force) {
      const prompt = `This deletes ${user.email} with its links and statistics, for good.\nIts email again: `;
      const typed = (await readLine(prompt)).trim();
      if (typed.toLowerCase() !== user.email.toLowerCase()) {
        throw new CommandError(
          "That was not its email: nothing was deleted. --force asks nothing.",
        );
      }
    }
    if (!(await deleteUser(context, user.id))) throw accountNotFoundError(argument);
    return user;
  });
  printResult(values.json, `Deleted ${email}, account ${id}; its links no longer redirect.`, {
    id,
    email,
  });
}
