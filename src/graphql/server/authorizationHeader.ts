import { type Actor, anonymousActor } from "../../core/auth/actor.ts";
import { authenticateToken } from "../../core/auth/authenticate.ts";
import { UnauthenticatedError } from "../../core/errors.ts";
import type { Services } from "../../core/services.ts";
import { parseBearerToken } from "../../http/bearerToken.ts";

/**
 * Returns the actor that an Authorization header identifies (RFC 6750, section 2.1), or an
 * anonymous actor without a header. Throws UnauthenticatedError for an invalid header.
 */
export async function actorFromAuthorizationHeader(
  services: Services,
  ipAddress: string,
  authorization: string | undefined,
): Promise<Actor> {
  if (authorization === undefined) return anonymousActor(services, ipAddress);
  const secret = parseBearerToken(authorization);
  if (!secret) {
    throw new UnauthenticatedError(
      "The Authorization header is malformed. Use the form: Bearer lnk7_…",
    );
  }
  return authenticateToken(services, ipAddress, secret);
}
