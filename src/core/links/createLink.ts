import { type Database, isUniqueViolation, type Link, type Prisma } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { ShortCodeTakenError } from "../errors.ts";
import { rateLimitLinkCreation } from "../rateLimits/rateLimitLinkCreation.ts";
import type { Service } from "../service.ts";
import { type LinkSettings, parseLinkSettings } from "./linkSettings.ts";
import { parseOriginalUrl } from "./originalUrl.ts";
import { parseShortCode } from "./shortCode.ts";

const maxAttempts = 20;

export interface CreateLinkInput extends LinkSettings {
  originalUrl: string;
  shortCode?: string | null | undefined;
}

type LinkData = Omit<Prisma.LinkUncheckedCreateInput, "shortCode">;

/**
 * Shortens `originalUrl` for the actor. The code is the caller's own if given, else made.
 * Needs `links:write`. Throws what `parseLinkSettings` throws, and for a code of one's own
 * InvalidShortCodeError and ShortCodeTakenError. Throws RateLimitedError where the account has had
 * its links for now; those count whose URL and code are acceptable.
 */
export async function createLink(actor: Actor, input: CreateLinkInput): Promise<Link> {
  const signedIn = requireScope(actor, "links:write");
  const { service, userId } = signedIn;
  const { shortCode, ...settings } = input;
  const customCode = shortCode == null ? undefined : parseShortCode(shortCode);
  const originalUrl = parseOriginalUrl(input.originalUrl, service.destinationPolicy);
  await rateLimitLinkCreation(signedIn);
  const link: LinkData = {
    ...(await parseLinkSettings(signedIn, settings)),
    originalUrl,
    ownerId: userId,
    tokenId: signedIn.kind === "token" ? signedIn.tokenId : null,
  };
  const created = await service.queues.write(userId, () =>
    customCode
      ? insertWithCustomCode(service.database, link, customCode)
      : insertWithGeneratedCode(service, link),
  );
  service.counters.linksCreated += 1;
  // A visitor may have asked for the code before it led anywhere.
  service.events.emit("linkChanged", created.shortCode);
  return created;
}

/**
 * A retired code goes to its former owner only. Asking after the insert, which waits for whoever is
 * deleting a link with this code, leaves no moment in which somebody else could slip in.
 */
async function insertWithCustomCode(
  database: Database,
  link: LinkData,
  shortCode: string,
): Promise<Link> {
  const takenError = new ShortCodeTakenError(
    `The short code ${shortCode} is taken: choose another.`,
  );
  try {
    return await database.$transaction(async (transaction) => {
      const created = await transaction.link.create({ data: { ...link, shortCode } });
      const retired = await transaction.retiredCode.findUnique({ where: { shortCode } });
      if (retired && retired.ownerId !== link.ownerId) throw takenError;
      if (retired) await transaction.retiredCode.delete({ where: { shortCode } });
      return created;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? takenError : error;
  }
}

async function insertWithGeneratedCode(service: Service, link: LinkData): Promise<Link> {
  const { database, lookup } = service;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const shortCode = service.generateShortCode();
    if (await lookup.isRetired(shortCode)) continue;
    try {
      return await database.link.create({ data: { ...link, shortCode } });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new Error(`No free short code was found in ${maxAttempts} attempts.`);
}
