import { type LinkReference, linkNotFoundError } from "../../core/links/readLinks.ts";
import { builder } from "../schema/builder.ts";
import { parseGlobalId } from "../schema/globalId.ts";

export const LinkBy = builder.inputType("LinkBy", {
  isOneOf: true,
  description: "A reference to one link, by exactly one of these fields.",
  fields: (t) => ({
    id: t.id({ description: "The global ID of the link." }),
    databaseId: t.field({ type: "SafeInt", description: "The numeric ID, as used in REST." }),
    shortCode: t.string({ description: "The path of the short URL, in upper or lower case." }),
  }),
});

/**
 * Returns the reference of an optional global ID, undefined without one. Throws LinkNotFoundError for
 * an ID that cannot belong to a link.
 */
export function parseOptionalLinkId(id: string | number | null | undefined) {
  if (id == null) return undefined;
  const reference = parseLinkReference({ id: String(id) });
  if (!reference) throw linkNotFoundError();
  return reference;
}

/** Returns the link reference of the input, or null for an ID that cannot belong to a link. */
export function parseLinkReference(by: typeof LinkBy.$inferInput): LinkReference | null {
  if (by.shortCode != null) return { shortCode: by.shortCode };
  const id = by.databaseId ?? parseGlobalId("Link", String(by.id));
  return id > 0 ? { id } : null;
}
