import { LinkNotFoundError } from "../../core/errors.ts";
import { deleteLink } from "../../core/links/deleteLink.ts";
import { linkNotFoundError } from "../../core/links/readLinks.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { Link } from "./Link.ts";
import { LinkBy, parseLinkReference } from "./LinkBy.ts";

builder.relayMutationField(
  "deleteLink",
  {
    description: "The link to delete.",
    inputFields: (t) => ({
      by: t.field({ type: LinkBy, required: true, description: "The link to delete." }),
    }),
  },
  {
    description:
      "Deletes one of the viewer's links permanently. Other users can never use its short code. Requires the `LINKS_WRITE` scope.",
    nullable: true,
    complexity: prices.deleteLink,
    errors: { types: [LinkNotFoundError] },
    resolve: (_, { input }, { actor }) => {
      const reference = parseLinkReference(input.by);
      if (!reference) throw linkNotFoundError();
      return deleteLink(actor, reference);
    },
  },
  {
    description: "Returned when the link is deleted.",
    outputFields: (t) => ({
      deletedLinkId: t.globalID({
        description: "The global ID of the deleted link, for caches.",
        resolve: ({ id }) => ({ id, type: Link }),
      }),
      databaseId: t.field({
        type: "SafeInt",
        description: "The numeric ID of the deleted link, as used in REST.",
        resolve: ({ id }) => id,
      }),
      shortCode: t.string({
        description: "The short code. Only its former owner can reuse it.",
        resolve: ({ shortCode }) => shortCode,
      }),
    }),
  },
);
