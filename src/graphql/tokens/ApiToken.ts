import { parseScopes } from "../../core/auth/scopes.ts";
import { countLinksByToken } from "../../core/tokens/countLinksByToken.ts";
import { listDerivedTokens } from "../../core/tokens/derivedTokens.ts";
import { visibleTokensFilter } from "../../core/tokens/readTokens.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { coveredByConnection, derivedTokensCost } from "../schema/cost.ts";
import { parseRowId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";
import { TokenScope } from "./TokenScope.ts";

export const ApiToken = builder.prismaNode("ApiToken", {
  description:
    "A key with which a program acts for its owner. Its secret is shown once, when made.",
  nullable: true,
  id: { field: "id", description: "Global id, for `node`." },
  findUnique: (id, { actor }) => ({ id: parseRowId(id), AND: visibleTokensFilter(actor) }),
  fields: (t) => ({
    tokenId: t.exposeString("publicId", {
      description: "Public name of the token, `tok_…`, as REST uses it.",
    }),
    name: t.exposeString("name", { description: "Given by its owner, to tell tokens apart." }),
    prefix: t.exposeString("prefix", { description: "The first characters of the secret." }),
    scopes: t.field({
      complexity: coveredByConnection,
      type: [TokenScope],
      description: "All that the token may do.",
      resolve: ({ scopes }) => parseScopes(scopes),
    }),
    linkCount: t.int({
      description: "How many links it has made that are not deleted.",
      complexity: prices.linkCount,
      resolve: (token, _, { actor }) => countLinksByToken(actor, token),
    }),
    createdByTokenId: t.string({
      nullable: true,
      description:
        "Public name of the token that it was made with; null where that was a password or a browser.",
      complexity: prices.relation,
      select: { createdByToken: { select: { publicId: true } } },
      resolve: ({ createdByToken }) => createdByToken?.publicId ?? null,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "Last use, to the minute; null where it was never used.",
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "From when on it is refused; null where it never expires.",
    }),
  }),
});

builder.prismaObjectField(ApiToken, "derivedTokens", (t) =>
  t.connection(
    {
      type: ApiToken,
      description:
        "The tokens that were made with it, and those made with these, unless they are revoked, newest first. Needs `TOKENS_READ`.",
      complexity: derivedTokensCost,
      resolve: async (token, list, context, info) =>
        toConnection(await listDerivedTokens(context.actor, token, list, nodeQuery(context, info))),
    },
    {
      name: "ApiTokenDerivedTokensConnection",
      description: "A run of derived tokens, newest first.",
    },
    {
      name: "ApiTokenDerivedTokensConnectionEdge",
      description: "A derived token and its place in the run.",
    },
  ),
);
