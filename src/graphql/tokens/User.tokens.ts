import { listTokens } from "../../core/tokens/readTokens.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { ApiToken } from "./ApiToken.ts";

builder.prismaObjectFields(User, (t) => ({
  tokens: t.connection(
    {
      type: ApiToken,
      nullable: true,
      description:
        "The user's API tokens, newest first. Revoked ones are excluded. Requires the `TOKENS_READ` scope.",
      resolve: async (user, list, context, info) =>
        toConnection(await listTokens(context.actor, user.id, list, nodeQuery(context, info))),
    },
    { name: "UserTokensConnection", description: "A page of API tokens, newest first." },
    { name: "UserTokensConnectionEdge", description: "An API token and its cursor." },
  ),
}));
