import type { Config } from "../config/config.ts";
import { setAccountDisabled } from "../core/users/adminActions.ts";
import { accountNotFoundError, withAdminContext } from "./adminContext.ts";
import { jsonOption, parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

/** Closes an account at once, also in a service that runs. Its links go on. */
export function userDisable(commandArguments: string[], config: Config): Promise<void> {
  return set(commandArguments, config, true);
}

/** Opens a disabled account again, with the tokens and sessions that it has. */
export function userEnable(commandArguments: string[], config: Config): Promise<void> {
  return set(commandArguments, config, false);
}

async function set(commandArguments: string[], config: Config, disabled: boolean): Promise<void> {
  const { argument, values } = parseSingleArgument(commandArguments, "email address", jsonOption);
  const user = await withAdminContext(config, (context) =>
    setAccountDisabled(context, argument, disabled),
  );
  if (!user) throw accountNotFoundError(argument);
  const { id, email, disabledAt } = user;
  const state = disabled ? "disabled; its links go on" : "enabled";
  printResult(values.json, `${email} is ${state}.`, { id, email, disabledAt });
}
