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
      tokenId: t.string({ required: true, description: "Public ID of the token, `tok_…`." }),
      includeDerived: t.boolean({
        required: true,
        defaultValue: false,
        description:
          "Also revokes the tokens that were created with it, directly or through other tokens.",
      }),
    }),
  },
  {
    description:
      "Revokes one of the viewer's API tokens, immediately and permanently. Requires the `TOKENS_WRITE` scope.",
    nullable: true,
    complexity: prices.revokeToken,
    errors: { types: [TokenNotFoundError] },
    resolve: (_, { input }, { actor }) => revokeToken(actor, input.tokenId, input),
  },
  {
    description: "Returned when the token is revoked.",
    outputFields: (t) => ({
      tokenId: t.string({
        description: "The public ID of the revoked token.",
        resolve: ({ token }) => token.publicId,
      }),
      derivedTokenIds: t.stringList({
        description:
          "The public IDs of the derived tokens that were revoked with it. Empty unless `includeDerived` is set.",
        complexity: coveredByConnection,
        resolve: ({ derived }) => derived.map(({ publicId }) => publicId),
      }),
    }),
  },
);
