import { TokenNotFoundError } from "../../core/errors.ts";
import { revokeToken } from "../../core/tokens/revokeToken.ts";
import { builder } from "../schema/builder.ts";
import { coveredByConnection } from "../schema/cost.ts";
import { prices } from "../schema/prices.ts";

builder.relayMutationField(
  "revokeToken",
  {
    description: "The token to revoke.",
    inputFields: (t) => ({
      tokenId: t.string({ required: true, description: "Its public name, `tok_…`." }),
      includeDerived: t.boolean({
        required: true,
        defaultValue: false,
        description: "Also revokes the tokens that were made with it, and those made with these.",
      }),
    }),
  },
  {
    description:
      "Makes one of the viewer's API tokens worthless at once, for good. Needs `TOKENS_WRITE`.",
    nullable: true,
    complexity: prices.revokeToken,
    errors: { types: [TokenNotFoundError] },
    resolve: (_, { input }, { actor }) => revokeToken(actor, input.tokenId, input),
  },
  {
    description: "The token is worthless now.",
    outputFields: (t) => ({
      tokenId: t.string({
        description: "Public name of the revoked token.",
        resolve: ({ token }) => token.publicId,
      }),
      derivedTokenIds: t.stringList({
        description: "Public names of the tokens that were revoked with it.",
        complexity: coveredByConnection,
        resolve: ({ derived }) => derived.map(({ publicId }) => publicId),
      }),
    }),
  },
);
