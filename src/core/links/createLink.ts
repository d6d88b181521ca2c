import { type Database, isUniqueViolation, type Link, type Prisma } from "../../db/database.ts";
import { type Actor, requireScope } from "../auth/actor.ts";
import { checkInputs } from "../checkInputs.ts";
import { ShortCodeTakenError } from "../errors.ts";
import { rateLimitLinkCreation } from "../rateLimits/rateLimitLinkCreation.ts";
import type { Services } from "../services.ts";
import { toLinkEvent } from "./linkEvent.ts";
import { toLinkKey } from "./linkKey.ts";
import { type LinkSettings, linkSettingChecks, toLinkColumns } from "./linkSettings.ts";
import { parseShortCode } from "./shortCode.ts";

const maxAttempts = 20;

export interface CreateLinkInput extends LinkSettings {
  originalUrl: string;
  shortCode?: string | null | undefined;
}

type LinkData = Omit<Prisma.LinkUncheckedCreateInput, "shortCode">;

/**
 * Creates a link to `originalUrl` for the actor. Uses the caller's short code if given, otherwise
 * generates one. Needs `links:write`. Throws what `linkSettingChecks` and `toLinkColumns` throw, and
 * InvalidShortCodeError and ShortCodeTakenError for a custom code. Throws RateLimitedError if the
 * account has created too many links. Only valid inputs count.
 */
export async function createLink(actor: Actor, input: CreateLinkInput): Promise<Link> {
  const signedIn = requireScope(actor, "links:write");
  const { services, userId } = signedIn;
  const { shortCode, ...settings } = input;
  // Null and absent both mean the default.
  const given = Object.entries(settings).filter(([, value]) => value !== null);
  const { customCode, ...parsed } = checkInputs({
    customCode: () => (shortCode == null ? undefined : parseShortCode(shortCode)),
    ...linkSettingChecks(services, {
      ...Object.fromEntries(given),
      originalUrl: input.originalUrl,
    }),
  });
  await rateLimitLinkCreation(signedIn);
  const link: LinkData = {
    ...(await toLinkColumns(signedIn, parsed)),
    originalUrl: parsed.originalUrl,
    ownerId: userId,
    tokenId: signedIn.kind === "token" ? signedIn.tokenId : null,
  };
  const created = await services.queues.write(userId, () =>
    customCode
      ? insertWithCustomCode(services.database, link, customCode)
      : insertWithGeneratedCode(services, link),
  );
  services.counters.linksCreated += 1;
  // A visitor may have requested the code before the link existed.
  services.events.domain.emit("link.created", toLinkEvent(created));
  return created;
}

/**
 * Inserts a link with a custom code. Only its former owner can reuse a retired code. The check runs
 * after the insert, which waits for a concurrent deletion of a link with this code. So no other
 * user can claim the code in between.
 */
async function insertWithCustomCode(
  database: Database,
  link: LinkData,
  shortCode: string,
): Promise<Link> {
  const takenError = new ShortCodeTakenError(
    `The short code ${shortCode} is already taken. Choose another one.`,
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

async function insertWithGeneratedCode(services: Services, link: LinkData): Promise<Link> {
  const { database, lookup } = services;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const shortCode = services.generateShortCode();
    if (await lookup.isRetired(toLinkKey(shortCode))) continue;
    try {
      return await database.link.create({ data: { ...link, shortCode } });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new Error(`No free short code was found in ${maxAttempts} attempts.`);
}
