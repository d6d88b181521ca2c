import {
  AccountDisabledError,
  InvalidCredentialsError,
  TooManyTokensError,
} from "../../core/errors.ts";
import { login } from "../../core/tokens/createToken.ts";
import { credentialFields } from "../accounts/credentialFields.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";

builder.relayMutationField(
  "login",
  {
    description: "Who logs in.",
    inputFields: credentialFields,
  },
  {
    description:
      "Answers a new API token with all scopes, for a program that acts as its owner. It stays until it is revoked: a program keeps it for its next runs.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: { types: [AccountDisabledError, InvalidCredentialsError, TooManyTokensError] },
    resolve: (_, { input }, { actor }) => login(actor, input),
  },
  {
    description: "A token was made.",
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
      user: t.field({
        type: User,
        description: "Whose token it is.",
        resolve: ({ user }) => user,
      }),
    }),
  },
);
