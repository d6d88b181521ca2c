import {
  AccountDisabledError,
  InvalidCredentialsError,
  RateLimitedError,
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
    description: "The credentials to log in with.",
    inputFields: credentialFields,
  },
  {
    description:
      "Creates an API token with all scopes, for a program that acts as its owner. It is valid until it is revoked: store it instead of logging in again.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: {
      types: [AccountDisabledError, InvalidCredentialsError, RateLimitedError, TooManyTokensError],
    },
    resolve: (_, { input }, { actor }) => login(actor, input),
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
      user: t.field({
        type: User,
        description: "The owner of the token.",
        resolve: ({ user }) => user,
      }),
    }),
  },
);
