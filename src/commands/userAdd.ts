import type { Config } from "../config/config.ts";
import { createUser } from "../domain/users/createUser.ts";
import { operatorTaskOptions } from "../domain/users/passwordQueue.ts";
import { answer } from "./answer.ts";
import { choosePassword, generateSwitch } from "./choosePassword.ts";
import { jsonSwitch, parseSubject } from "./parse.ts";
import { withAccounts } from "./userDatabase.ts";

/** Makes an account, also where registration is closed, and with --new where the service never ran. */
export async function userAdd(commandArguments: string[], config: Config): Promise<void> {
  const options = {
    ...jsonSwitch,
    ...generateSwitch,
    new: { type: "boolean", default: false },
  } as const;
  const { named, values } = parseSubject(commandArguments, "email address", options);
  const { user, password } = await withAccounts(
    config,
    async (keeper) => {
      const password = await choosePassword(values.generate);
      return {
        user: await createUser(keeper, { email: named, password }, operatorTaskOptions),
        password,
      };
    },
    values.new ? "make" : "offer",
  );
  const { id, email, createdAt } = user;
  const made = values.generate ? ` The password is ${password}` : "";
  answer(values.json, `Added ${email} as account ${id}.${made}`, {
    id,
    email,
    createdAt,
    ...(values.generate && { password }),
  });
}
