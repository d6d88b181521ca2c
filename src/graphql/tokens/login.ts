import {
  AccountDisabledError,
  InvalidCredentialsError,
  RateLimitedError,
  TooManyTokensError,
} from "../../core/errors.ts";
import { login } from "../../core/tokens/login.ts";
import { credentialFields } from "../accounts/credentialFields.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";
import { TokenScope } from "./TokenScope.ts";
import { tokenErrors } from "./tokenErrors.ts";

builder.relayMutationField(
  "login",
  {
    description: "The credentials to log in with.",
    inputFields: (t) => ({
      ...credentialFields(t),
      name: t.string({
        description: "Name for the token, 1 to 100 characters. Default: `Login`.",
      }),
      scopes: t.field({
        type: [TokenScope],
        description: "Permissions of the token, at least one. Default: all scopes.",
      }),
      expiresAt: t.field({
        type: "DateTime",
        description:
          "Time from which the token is rejected. It must be in the future. Default: none.",
      }),
    }),
  },
  {
    description:
      "Creates an API token, for a program that acts as its owner. Store it instead of logging in again: each login creates another one. `logout` revokes it. Browsers use `startSession` instead.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: {
      types: [
        ...tokenErrors,
        AccountDisabledError,
        InvalidCredentialsError,
        RateLimitedError,
        TooManyTokensError,
      ],
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
