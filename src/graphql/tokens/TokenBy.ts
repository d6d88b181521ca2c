import type { TokenReference } from "../../core/tokens/tokenReference.ts";
import { builder } from "../schema/builder.ts";
import { parseGlobalId } from "../schema/globalId.ts";

export const TokenBy = builder.inputType("TokenBy", {
  isOneOf: true,
  description: "A reference to one API token, by exactly one of these fields.",
  fields: (t) => ({
    id: t.id({ description: "The global ID of the token." }),
    tokenId: t.string({ description: "The public ID, `tok_…`, as in REST." }),
  }),
});

/** Returns the token reference of the input. No token matches an ID of another type. */
export function parseTokenReference(by: typeof TokenBy.$inferInput): TokenReference {
  if (by.tokenId != null) return { publicId: by.tokenId };
  return { id: parseGlobalId("ApiToken", String(by.id)) };
}
