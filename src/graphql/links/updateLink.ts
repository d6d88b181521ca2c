import { LinkNotFoundError, ValueRequiredError } from "../../core/errors.ts";
import { linkNotFoundError } from "../../core/links/readLinks.ts";
import { updateLink } from "../../core/links/updateLink.ts";
import { builder } from "../schema/builder.ts";
import { updateLinkCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";
import { LinkBy, parseLinkReference } from "./LinkBy.ts";
import { linkSettingErrors, linkSettingFields } from "./linkSettings.ts";

builder.relayMutationField(
  "updateLink",
  {
    description:
      "The link and its new settings. Absent fields are unchanged, and null removes a setting. `originalUrl`, `isActive` and `redirectType` cannot be null. A value that the link already has is always valid.",
    inputFields: (t) => ({
      by: t.field({ type: LinkBy, required: true, description: "The link to update." }),
      originalUrl: t.string({
        description: "New destination, with the bounds of `createLink`.",
      }),
      ...linkSettingFields(t),
    }),
  },
  {
    description:
      "Updates one of the viewer's links. Changes apply from the next redirect on. Requires the `LINKS_WRITE` scope.",
    nullable: true,
    complexity: ({ input }) => updateLinkCost(input),
    errors: { types: [LinkNotFoundError, ValueRequiredError, ...linkSettingErrors] },
    resolve: (_, { input: { by, ...settings } }, { actor }) => {
      const reference = parseLinkReference(by);
      if (!reference) throw linkNotFoundError();
      return updateLink(actor, reference, settings);
    },
  },
  {
    description: "Returned when the link is updated.",
    outputFields: (t) => ({
      link: t.field({ type: Link, description: "The updated link.", resolve: (link) => link }),
    }),
  },
);
