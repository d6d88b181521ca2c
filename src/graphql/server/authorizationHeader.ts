import { type Actor, anonymousActor } from "../../domain/actors/actor.ts";
import { authenticateToken } from "../../domain/actors/authenticate.ts";
import { UnauthenticatedError } from "../../domain/errors.ts";
import type { Service } from "../../domain/service.ts";
import { parseBearerToken } from "../../http/bearerToken.ts";

/**
 * The actor whom an Authorization header names (RFC 6750, section 2.1); anonymous where there is
 * none. Throws UnauthenticatedError for a header that names nobody.
 */
export async function actorFromAuthorizationHeader(
  service: Service,
  ipAddress: string,
  authorization: string | undefined,
): Promise<Actor> {
  if (authorization === undefined) return anonymousActor(service, ipAddress);
  const secret = parseBearerToken(authorization);
  if (!secret) {
    throw new UnauthenticatedError("The Authorization header should read: Bearer lnk7_…");
  }
  return authenticateToken(service, ipAddress, secret);
}
