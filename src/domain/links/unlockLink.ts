import { limitUnlocks } from "../limits/limitUnlocks.ts";
import type { Service } from "../service.ts";
import { passwordMatches } from "../users/credentials.ts";
import type { LinkTarget } from "./findTarget.ts";

/**
 * True where the password opens the link. Throws TooManyTriesError, whatever the password, where
 * too many wrong ones were tried. Waits while others are checked, so that whoever logs in finds a
 * thread that is not taken up by visitors.
 */
export async function unlockLink(
  service: Service,
  target: LinkTarget & { passwordHash: string },
  attempt: { password: string; address: string },
): Promise<boolean> {
  return limitUnlocks(service, target.id, attempt.address, () =>
    service.unlockTurns("", () =>
      passwordMatches(service.passwords, attempt.password, target.passwordHash),
    ),
  );
}
