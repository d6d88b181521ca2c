import type { Config } from "../config/config.ts";
import { deleteUser, findAccount } from "../domain/users/adminActions.ts";
import { answer } from "./answer.ts";
import { CommandError } from "./commandError.ts";
import { fileSwitches } from "./files.ts";
import { parseSubject } from "./parse.ts";
import { readLine } from "./readLine.ts";
import { unknownAccount, withAccounts } from "./userDatabase.ts";

/** Deletes an account for good, with all that is its, once its email was typed again. */
export async function userDelete(commandArguments: string[], config: Config): Promise<void> {
  const { named, values } = parseSubject(commandArguments, "email address", fileSwitches);
  const { id, email } = await withAccounts(config, async (keeper) => {
    const user = await findAccount(keeper, named);
    if (!user) throw unknownAccount(named);
    if (!values.force) {
      const prompt = `This deletes ${user.email} with its links and statistics, for good.\nIts email again: `;
      const typed = (await readLine(prompt)).trim();
      if (typed.toLowerCase() !== user.email.toLowerCase()) {
        throw new CommandError(
          "That was not its email: nothing was deleted. --force asks nothing.",
        );
      }
    }
    if (!(await deleteUser(keeper, user.id))) throw unknownAccount(named);
    return user;
  });
  answer(values.json, `Deleted ${email}, account ${id}; its links lead nowhere.`, { id, email });
}
