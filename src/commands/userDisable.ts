import type { Config } from "../config/config.ts";
import { setAccountDisabled } from "../domain/users/adminActions.ts";
import { answer } from "./answer.ts";
import { jsonSwitch, parseSubject } from "./parse.ts";
import { unknownAccount, withAccounts } from "./userDatabase.ts";

/** Closes an account at once, also in a service that runs. Its links go on. */
export function userDisable(commandArguments: string[], config: Config): Promise<void> {
  return set(commandArguments, config, true);
}

/** Opens a disabled account again, with the tokens and sessions that it has. */
export function userEnable(commandArguments: string[], config: Config): Promise<void> {
  return set(commandArguments, config, false);
}

async function set(commandArguments: string[], config: Config, disabled: boolean): Promise<void> {
  const { named, values } = parseSubject(commandArguments, "email address", jsonSwitch);
  const user = await withAccounts(config, (keeper) => setAccountDisabled(keeper, named, disabled));
  if (!user) throw unknownAccount(named);
  const { id, email, disabledAt } = user;
  const state = disabled ? "disabled; its links go on" : "enabled";
  answer(values.json, `${email} is ${state}.`, { id, email, disabledAt });
}
