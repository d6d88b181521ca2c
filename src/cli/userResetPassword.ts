import type { Config } from "../config/config.ts";
import { resetPassword } from "../core/accounts/adminActions.ts";
import { accountNotFoundError, withAdminContext } from "./adminContext.ts";
import { jsonOption, parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";
import { generateOption, readPassword } from "./readPassword.ts";

/** Sets another password for an account and ends its sessions. Revokes its tokens if requested. */
export async function userResetPassword(commandArguments: string[], config: Config): Promise<void> {
  const options = {
    ...jsonOption,
    ...generateOption,
    "revoke-tokens": { type: "boolean", default: false },
  } as const;
  const { argument, values } = parseSingleArgument(commandArguments, "email address", options);
  const { user, password } = await withAdminContext(config, async (context) => {
    const password = await readPassword(values.generate);
    const changes = { password, revokeTokens: values["revoke-tokens"] };
    return { user: await resetPassword(context, argument, changes), password };
  });
  if (!user) throw accountNotFoundError(argument);
  const revoked = values["revoke-tokens"] ? "sessions and API tokens" : "sessions";
  const suffix = values.generate ? ` It is ${password}` : "";
  printResult(
    values.json,
    `${user.email} has a new password, and its ${revoked} are over.${suffix}`,
    {
      id: user.id,
      email: user.email,
      ...(values.generate && { password }),
    },
  );
}
