import { RateLimitedError, TooManyTokensError } from "../../core/errors.ts";
import { createToken } from "../../core/tokens/createToken.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";
import { TokenScope } from "./TokenScope.ts";
import { tokenErrors } from "./tokenErrors.ts";

builder.relayMutationField(
  "createToken",
  {
    description: "The token to create.",
    inputFields: (t) => ({
      name: t.string({ required: true, description: "Name for the token, 1 to 100 characters." }),
      scopes: t.field({
        type: [TokenScope],
        required: true,
        description: "Permissions of the token: at least one, and only scopes of the caller.",
      }),
      expiresAt: t.field({
        type: "DateTime",
        description:
          "Time from which the token is rejected. It must be in the future, and not later than the expiry of the caller's token. Default: that expiry, or none.",
      }),
    }),
  },
  {
    description: "Creates an API token for a program. Requires the `TOKENS_WRITE` scope.",
    nullable: true,
    complexity: prices.createToken,
    errors: {
      types: [...tokenErrors, RateLimitedError, TooManyTokensError],
    },
    resolve: (_, { input }, { actor }) => createToken(actor, input),
  },
  {
    description: "Returned when the token is created.",
    outputFields: (t) => ({
      secret: t.string({
        description: "The secret, `lnk7_…`, for the Authorization header. It cannot be read again.",
        resolve: ({ secret }) => secret,
      }),
      token: t.field({
        type: ApiToken,
        description: "The token without its secret.",
        resolve: ({ token }) => token,
      }),
    }),
  },
);
