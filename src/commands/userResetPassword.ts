import type { Config } from "../config/config.ts";
import { resetPassword } from "../domain/users/adminActions.ts";
import { answer } from "./answer.ts";
import { choosePassword, generateSwitch } from "./choosePassword.ts";
import { jsonSwitch, parseSubject } from "./parse.ts";
import { unknownAccount, withAccounts } from "./userDatabase.ts";

/** Gives an account another password and ends its sessions, and if asked its tokens. */
export async function userResetPassword(commandArguments: string[], config: Config): Promise<void> {
  const options = {
    ...jsonSwitch,
    ...generateSwitch,
    "revoke-tokens": { type: "boolean", default: false },
  } as const;
  const { named, values } = parseSubject(commandArguments, "email address", options);
  const { user, password } = await withAccounts(config, async (keeper) => {
    const password = await choosePassword(values.generate);
    const changes = { password, revokeTokens: values["revoke-tokens"] };
    return { user: await resetPassword(keeper, named, changes), password };
  });
  if (!user) throw unknownAccount(named);
  const ended = values["revoke-tokens"] ? "sessions and API tokens" : "sessions";
  const made = values.generate ? ` It is ${password}` : "";
  answer(values.json, `${user.email} has a new password, and its ${ended} are over.${made}`, {
    id: user.id,
    email: user.email,
    ...(values.generate && { password }),
  });
}
