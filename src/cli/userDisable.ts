import type { Config } from "../config/config.ts";
import { setAccountDisabled } from "../core/accounts/adminActions.ts";
import { accountNotFoundError, withAdminContext } from "./adminContext.ts";
import { jsonOption, parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

/** Disables an account immediately, also in a running service. Its links continue to redirect. */
export function userDisable(commandArguments: string[], config: Config): Promise<void> {
  return set(commandArguments, config, true);
}

/** Enables a disabled account again, with its existing tokens and sessions. */
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
  const state = disabled ? "disabled; its links still redirect" : "enabled";
  printResult(values.json, `${email} is ${state}.`, { id, email, disabledAt });
}
