import {
  InvalidExpiryError,
  InvalidScopesError,
  InvalidTokenNameError,
  TooManyTokensError,
} from "../../core/errors.ts";
import { createToken } from "../../core/tokens/createToken.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";
import { TokenScope } from "./TokenScope.ts";

builder.relayMutationField(
  "createToken",
  {
    description: "The token to make.",
    inputFields: (t) => ({
      name: t.string({ required: true, description: "To tell it apart: 1 to 100 characters." }),
      scopes: t.field({
        type: [TokenScope],
        required: true,
        description: "All that it may do: at most what the caller may.",
      }),
      expiresAt: t.field({
        type: "DateTime",
        description:
          "From when on it is refused; never where absent. Made with a token, it ends no later than that: together with it where absent.",
      }),
    }),
  },
  {
    description: "Makes an API token for a program. Needs `TOKENS_WRITE`.",
    nullable: true,
    complexity: prices.createToken,
    errors: {
      types: [InvalidExpiryError, InvalidScopesError, InvalidTokenNameError, TooManyTokensError],
    },
    resolve: (_, { input }, { actor }) => createToken(actor, input),
  },
  {
    description: "The token was made.",
    outputFields: (t) => ({
      secret: t.string({
        description: "`lnk7_…`, for the Authorization header. Shown this once: store it now.",
        resolve: ({ secret }) => secret,
      }),
      token: t.field({
        type: ApiToken,
        description: "All about the token but its secret.",
        resolve: ({ token }) => token,
      }),
    }),
  },
);
