import { InvalidShortCodeError, ShortCodeTakenError } from "../../core/errors.ts";
import { createLink } from "../../core/links/createLink.ts";
import { builder } from "../schema/builder.ts";
import { createLinkCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";
import { linkSettingErrors, linkSettingFields } from "./linkSettings.ts";

builder.relayMutationField(
  "createLink",
  {
    description: "The link to make.",
    inputFields: (t) => ({
      originalUrl: t.string({
        required: true,
        description:
          "Where it leads: `http` or `https`, at most 8,192 characters as given, and 8,192 bytes percent-encoded.",
      }),
      shortCode: t.string({
        description: "A code of one's own: 3 to 64 of `A-Z a-z 0-9 _ -`. Made where absent.",
      }),
      ...linkSettingFields(t),
    }),
  },
  {
    description: "Makes a short link. Needs the scope `LINKS_WRITE`.",
    nullable: true,
    complexity: ({ input }) => createLinkCost(input),
    errors: { types: [InvalidShortCodeError, ShortCodeTakenError, ...linkSettingErrors] },
    resolve: (_, { input }, { actor }) => createLink(actor, input),
  },
  {
    description: "The link was made and leads on from now.",
    outputFields: (t) => ({
      link: t.field({ type: Link, description: "The new link.", resolve: (link) => link }),
    }),
  },
);
