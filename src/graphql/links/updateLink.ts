import { LinkNotFoundError } from "../../core/errors.ts";
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
    description: "The link and what to change of it. What is absent stays; null resets.",
    inputFields: (t) => ({
      by: t.field({ type: LinkBy, required: true, description: "Which link." }),
      originalUrl: t.string({
        description:
          "Where it is to lead from now on, as for `createLink`. It cannot be reset: null changes nothing.",
      }),
      ...linkSettingFields(t),
    }),
  },
  {
    description:
      "Changes one of the viewer's links, from the next redirect on. Needs `LINKS_WRITE`.",
    nullable: true,
    complexity: ({ input }) => updateLinkCost(input),
    errors: { types: [LinkNotFoundError, ...linkSettingErrors] },
    resolve: (_, { input: { by, ...settings } }, { actor }) => {
      const reference = parseLinkReference(by);
      if (!reference) throw linkNotFoundError();
      return updateLink(actor, reference, settings);
    },
  },
  {
    description: "The link is changed.",
    outputFields: (t) => ({
      link: t.field({ type: Link, description: "The link as it is now.", resolve: (link) => link }),
    }),
  },
);
