import { TokenNotFoundError } from "../../core/errors.ts";
import { revokeToken } from "../../core/tokens/revokeToken.ts";
import { builder } from "../schema/builder.ts";
import { coveredByConnection } from "../schema/cost.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";
import { parseTokenReference, TokenBy } from "./TokenBy.ts";

builder.relayMutationField(
  "revokeToken",
  {
    description: "The token to revoke.",
    inputFields: (t) => ({
      by: t.field({ type: TokenBy, required: true, description: "The token to revoke." }),
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
    resolve: (_, { input }, { actor }) => revokeToken(actor, parseTokenReference(input.by), input),
  },
  {
    description: "Returned when the token is revoked.",
    outputFields: (t) => ({
      revokedTokenId: t.globalID({
        description: "The global ID of the revoked token, for caches.",
        resolve: ({ token: { id } }) => ({ id, type: ApiToken }),
      }),
      tokenId: t.string({
        description: "The public ID of the revoked token.",
        resolve: ({ token }) => token.publicId,
      }),
      revokedDerivedTokenIds: t.globalIDList({
        description:
          "The global IDs of the derived tokens that were revoked with it. Empty unless `includeDerived` is set.",
        complexity: coveredByConnection,
        resolve: ({ derived }) => derived.map(({ id }) => ({ id, type: ApiToken })),
      }),
    }),
  },
);
