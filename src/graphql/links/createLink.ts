import { InvalidShortCodeError, ShortCodeTakenError } from "../../core/errors.ts";
import { createLink } from "../../core/links/createLink.ts";
import { builder } from "../schema/builder.ts";
import { createLinkCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";
import { linkSettingErrors, linkSettingFields } from "./linkSettings.ts";

builder.relayMutationField(
  "createLink",
  {
    description: "The link to create.",
    inputFields: (t) => ({
      originalUrl: t.string({
        required: true,
        description:
          "Destination: an absolute `http` or `https` URL of at most 8,192 characters as entered, and 8,192 bytes percent-encoded.",
      }),
      shortCode: t.string({
        description: "Custom short code: 3 to 64 of `A-Z a-z 0-9 _ -`. Default: a generated code.",
      }),
      ...linkSettingFields(t),
    }),
  },
  {
    description: "Creates a short link. Requires the `LINKS_WRITE` scope.",
    nullable: true,
    complexity: ({ input }) => createLinkCost(input),
    errors: { types: [InvalidShortCodeError, ShortCodeTakenError, ...linkSettingErrors] },
    resolve: (_, { input }, { actor }) => createLink(actor, input),
  },
  {
    description: "Returned when the link is created. It redirects immediately.",
    outputFields: (t) => ({
      link: t.field({ type: Link, description: "The created link.", resolve: (link) => link }),
    }),
  },
);
