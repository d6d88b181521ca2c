import { limitUnlocks } from "../limits/limitUnlocks.ts";
import { network } from "../limits/network.ts";
import type { Service } from "../service.ts";
import { passwordMatches } from "../users/credentials.ts";
import type { LinkTarget } from "./findTarget.ts";

/**
 * True where the password opens the link. Throws TooManyTriesError, whatever the password, where
 * too many wrong ones were tried, and TooMuchWaitingError and OverloadedError where too many wait.
 */
export async function unlockLink(
  service: Service,
  target: LinkTarget & { passwordHash: string },
  attempt: { password: string; address: string },
): Promise<boolean> {
  return limitUnlocks(service, target.id, attempt.address, () =>
    passwordMatches(service.passwords, attempt.password, target.passwordHash, {
      purpose: "visitor",
      key: network(attempt.address),
    }),
  );
}
