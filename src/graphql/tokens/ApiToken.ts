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

const TokenStatus = builder.enumType("TokenStatus", {
  description: "Whether an API token works.",
  values: {
    ACTIVE: { description: "Requests with the token are accepted." },
    EXPIRED: { description: "Its expiry has passed. Requests with the token are rejected." },
  },
});

export const ApiToken = builder.prismaNode("ApiToken", {
  description:
    "A credential with which a program acts for its owner. The secret is returned only at creation.",
  nullable: true,
  id: { field: "id", description: "The global ID, for `node`." },
  findUnique: (id, { actor }) => ({ id: parseRowId(id), AND: visibleTokensFilter(actor) }),
  fields: (t) => ({
    tokenId: t.exposeString("publicId", {
      description: "The public ID, `tok_…`, as in REST.",
    }),
    name: t.exposeString("name", { description: "The owner's name for the token." }),
    prefix: t.exposeString("prefix", { description: "The first characters of the secret." }),
    isCurrent: t.boolean({
      description: "Whether this is the token of the request.",
      resolve: ({ id }, _, { actor }) => actor.kind === "token" && actor.tokenId === id,
    }),
    status: t.field({
      type: TokenStatus,
      description: "Whether the token works. Revoked tokens are not listed.",
      resolve: ({ expiresAt }) =>
        expiresAt !== null && expiresAt.getTime() <= Date.now() ? "EXPIRED" : "ACTIVE",
    }),
    scopes: t.field({
      complexity: coveredByConnection,
      type: [TokenScope],
      description: "The permissions of the token.",
      resolve: ({ scopes }) => parseScopes(scopes),
    }),
    linkCount: t.int({
      nullable: true,
      description:
        "The number of links that were created with the token. Deleted links are excluded.",
      complexity: prices.linkCount,
      resolve: (token, _, { actor }) => countLinksByToken(actor, token),
    }),
    createdByTokenId: t.string({
      nullable: true,
      description:
        "The public ID of the token that created it, null if it was created with a password or in a browser.",
      complexity: prices.relation,
      select: { createdByToken: { select: { publicId: true } } },
      resolve: ({ createdByToken }) => createdByToken?.publicId ?? null,
    }),
    createdAt: t.expose("createdAt", {
      type: "DateTime",
      description: "The time at which the token was created.",
    }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "The time of the last use, accurate to one minute. Null if never used.",
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "The time from which the token is rejected, null if it does not expire.",
    }),
  }),
});

builder.prismaObjectField(ApiToken, "derivedTokens", (t) =>
  t.connection(
    {
      type: ApiToken,
      nullable: true,
      description:
        "The tokens that were created with this token, directly or through other tokens, newest first. Revoked ones are excluded. Requires the `TOKENS_READ` scope.",
      complexity: derivedTokensCost,
      resolve: async (token, list, context, info) =>
        toConnection(await listDerivedTokens(context.actor, token, list, nodeQuery(context, info))),
    },
    {
      name: "ApiTokenDerivedTokensConnection",
      description: "A page of derived tokens, newest first.",
    },
    {
      name: "ApiTokenDerivedTokensConnectionEdge",
      description: "A derived token and its cursor.",
    },
  ),
);
