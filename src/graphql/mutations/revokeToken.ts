import { TokenNotFoundError } from "../../domain/errors.ts";
import { revokeToken } from "../../domain/tokens/revokeToken.ts";
import { builder } from "../builder.ts";

builder.relayMutationField(
  "revokeToken",
  {
    description: "The token to revoke.",
    inputFields: (t) => ({
      tokenId: t.string({ required: true, description: "Its public name, `tok_…`." }),
    }),
  },
  {
    description:
      "Makes one of the viewer's API tokens worthless at once, for good. Needs `TOKENS_WRITE`.",
    nullable: true,
    errors: { types: [TokenNotFoundError] },
    resolve: (_, { input }, { actor }) => revokeToken(actor, input.tokenId),
  },
  {
    description: "The token is worthless now.",
    outputFields: (t) => ({
      tokenId: t.string({
        description: "Public name of the revoked token.",
        resolve: ({ publicId }) => publicId,
      }),
    }),
  },
);
