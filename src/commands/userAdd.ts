import type { Config } from "../config.ts";
import { createUser } from "../domain/users/createUser.ts";
import { answer } from "./answer.ts";
import { choosePassword, generateSwitch } from "./choosePassword.ts";
import { jsonSwitch, parseSubject } from "./parse.ts";
import { withAccounts } from "./userDatabase.ts";

/** Makes an account, also where registration is closed and where the service never ran. */
export async function userAdd(commandArguments: string[], config: Config): Promise<void> {
  const options = { ...jsonSwitch, ...generateSwitch };
  const { named, values } = parseSubject(commandArguments, "email address", options);
  const password = await choosePassword(values.generate);
  const user = await withAccounts(
    config,
    (keeper) => createUser(keeper, { email: named, password }),
    true,
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
