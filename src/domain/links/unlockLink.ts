import type { Service } from "../service.ts";
import { passwordMatches } from "../users/credentials.ts";
import type { LinkTarget } from "./findTarget.ts";

/**
 * True where the password opens the link. Throws TooManyTriesError, whatever the password, where
 * too many were tried.
 */
export async function unlockLink(
  { passwords, unlockLimiter }: Service,
  target: LinkTarget & { passwordHash: string },
  attempt: { password: string; address: string },
): Promise<boolean> {
  await unlockLimiter.countTry(target.id, attempt.address);
  return passwordMatches(passwords, attempt.password, target.passwordHash);
}
