import { LinkNotFoundError } from "../../core/errors.ts";
import { deleteLink } from "../../core/links/deleteLink.ts";
import { linkNotFoundError } from "../../core/links/readLinks.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { LinkBy, parseLinkReference } from "./LinkBy.ts";

builder.relayMutationField(
  "deleteLink",
  {
    description: "The link to delete.",
    inputFields: (t) => ({
      by: t.field({ type: LinkBy, required: true, description: "Which link." }),
    }),
  },
  {
    description:
      "Deletes one of the viewer's links for good. Its code never leads elsewhere for somebody else. Needs `LINKS_WRITE`.",
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
    description: "The link is gone.",
    outputFields: (t) => ({
      databaseId: t.field({
        type: "SafeInt",
        description: "The number that REST called `id`.",
        resolve: ({ id }) => id,
      }),
      shortCode: t.string({
        description: "The code, retired now: only its former owner can claim it again.",
        resolve: ({ shortCode }) => shortCode,
      }),
    }),
  },
);
