import { passwordMatches } from "../accounts/credentials.ts";
import { toAddressKey } from "../addressKey.ts";
import { rateLimitUnlock } from "../rateLimits/rateLimitUnlock.ts";
import type { Services } from "../services.ts";
import type { RedirectTarget } from "./redirectTarget.ts";

/**
 * Returns whether the password of the link is right. Throws RateLimitedError, whatever the
 * password, after too many wrong passwords. Throws QueueFullError and OverloadedError if too many
 * tasks wait.
 */
export async function unlockLink(
  services: Services,
  target: RedirectTarget & { passwordHash: string },
  input: { password: string; ipAddress: string },
): Promise<boolean> {
  return rateLimitUnlock(services, target.id, input.ipAddress, () =>
    passwordMatches(services.passwordHasher, input.password, target.passwordHash, {
      purpose: "visitor",
      key: toAddressKey(input.ipAddress),
    }),
  );
}
