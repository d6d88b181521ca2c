import type { LinkReference } from "../../core/links/readLinks.ts";
import { builder } from "../schema/builder.ts";
import { parseGlobalId } from "../schema/globalId.ts";

export const LinkBy = builder.inputType("LinkBy", {
  isOneOf: true,
  description: "Names one link, in exactly one of these ways.",
  fields: (t) => ({
    id: t.id({ description: "Its global id." }),
    databaseId: t.field({ type: "SafeInt", description: "The number that REST calls `id`." }),
    shortCode: t.string({ description: "The path of its short URL, in either case." }),
  }),
});

/** Returns the link reference of the input, or null for an ID that cannot belong to a link. */
export function parseLinkReference(by: typeof LinkBy.$inferInput): LinkReference | null {
  if (by.shortCode != null) return { shortCode: by.shortCode };
  const id = by.databaseId ?? parseGlobalId("Link", String(by.id));
  return id > 0 ? { id } : null;
}
