import type { Config } from "../config/config.ts";
import { createUser } from "../core/accounts/createUser.ts";
import { operatorTaskOptions } from "../core/passwords/passwordQueue.ts";
import { withAdminContext } from "./adminContext.ts";
import { jsonOption, parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";
import { generateOption, readPassword } from "./readPassword.ts";

/**
 * Creates an account, even if registration is closed. With --new, creates the database if it does
 * not exist.
 */
export async function userAdd(commandArguments: string[], config: Config): Promise<void> {
  const options = {
    ...jsonOption,
    ...generateOption,
    new: { type: "boolean", default: false },
  } as const;
  const { argument, values } = parseSingleArgument(commandArguments, "email address", options);
  const { user, password } = await withAdminContext(
    config,
    async (context) => {
      const password = await readPassword(values.generate);
      return {
        user: await createUser(context, { email: argument, password }, operatorTaskOptions),
        password,
      };
    },
    values.new ? "create" : "suggest",
  );
  const { id, email, createdAt } = user;
  const suffix = values.generate ? ` The password is ${password}` : "";
  printResult(values.json, `Added ${email} as account ${id}.${suffix}`, {
    id,
    email,
    createdAt,
    ...(values.generate && { password }),
  });
}
