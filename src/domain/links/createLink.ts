import { type Database, isUniqueViolation, type Link, type Prisma } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { ShortCodeTakenError } from "../errors.ts";
import { limitLinks } from "../limits/limitLinks.ts";
import type { Service } from "../service.ts";
import { acceptOriginalUrl } from "./originalUrl.ts";
import { acceptSettings, type LinkSettings } from "./settings.ts";
import { acceptShortCode } from "./shortCode.ts";

const maximumAttempts = 20;

export interface NewLink extends LinkSettings {
  originalUrl: string;
  shortCode?: string | null | undefined;
}

type LinkData = Omit<Prisma.LinkUncheckedCreateInput, "shortCode">;

/**
 * Shortens `originalUrl` for the actor. The code is the caller's own if given, else made.
 * Needs `links:write`. Throws what `acceptSettings` throws, and for a code of one's own
 * InvalidShortCodeError and ShortCodeTakenError. Throws TooManyTriesError where the account has had
 * its links for now; those count whose URL and code are acceptable.
 */
export async function createLink(actor: Actor, input: NewLink): Promise<Link> {
  const signedIn = requireScope(actor, "links:write");
  const { service, userId } = signedIn;
  const { shortCode, ...settings } = input;
  const ownCode = shortCode == null ? undefined : acceptShortCode(shortCode);
  const originalUrl = acceptOriginalUrl(input.originalUrl, service.destinations);
  await limitLinks(signedIn);
  const link: LinkData = {
    ...(await acceptSettings(signedIn, settings)),
    originalUrl,
    ownerId: userId,
    tokenId: signedIn.kind === "token" ? signedIn.tokenId : null,
  };
  const created = await service.turns.write(userId, () =>
    ownCode
      ? insertWithOwnCode(service.database, link, ownCode)
      : insertWithFreshCode(service, link),
  );
  service.activity.linksCreated += 1;
  // A visitor may have asked for the code before it led anywhere.
  service.events.emit("linkChanged", created.shortCode);
  return created;
}

/**
 * A retired code goes to its former owner only. Asking after the insert, which waits for whoever is
 * deleting a link with this code, leaves no moment in which somebody else could slip in.
 */
async function insertWithOwnCode(
  database: Database,
  link: LinkData,
  shortCode: string,
): Promise<Link> {
  const taken = new ShortCodeTakenError(`The short code ${shortCode} is taken: choose another.`);
  try {
    return await database.$transaction(async (transaction) => {
      const created = await transaction.link.create({ data: { ...link, shortCode } });
      const retired = await transaction.retiredCode.findUnique({ where: { shortCode } });
      if (retired && retired.ownerId !== link.ownerId) throw taken;
      if (retired) await transaction.retiredCode.delete({ where: { shortCode } });
      return created;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? taken : error;
  }
}

async function insertWithFreshCode(service: Service, link: LinkData): Promise<Link> {
  const { database, lookup } = service;
  for (let attempt = 0; attempt < maximumAttempts; attempt++) {
    const shortCode = service.generateShortCode();
    if (await lookup.isRetired(shortCode)) continue;
    try {
      return await database.link.create({ data: { ...link, shortCode } });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new Error(`No free short code was found in ${maximumAttempts} attempts.`);
}
