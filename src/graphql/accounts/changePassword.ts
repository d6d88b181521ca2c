import { changePassword } from "../../core/accounts/changePassword.ts";
import { InvalidCredentialsError, InvalidPasswordError } from "../../core/errors.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { User } from "./User.ts";

builder.relayMutationField(
  "changePassword",
  {
    description: "The passwords, old and new.",
    inputFields: (t) => ({
      currentPassword: t.string({ required: true, description: "Proves who asks." }),
      newPassword: t.string({ required: true, description: "8 characters to 72 bytes." }),
      revokeTokens: t.boolean({
        required: true,
        defaultValue: false,
        description:
          "Also makes all API tokens worthless, but the one that this request came with.",
      }),
    }),
  },
  {
    description:
      "Replaces the viewer's password and signs out all their other browsers. Needs `ACCOUNT_WRITE`.",
    nullable: true,
    complexity: 2 * prices.passwordHash,
    errors: { types: [InvalidCredentialsError, InvalidPasswordError] },
    resolve: (_, { input }, { actor }) => changePassword(actor, input),
  },
  {
    description: "The new password is in force.",
    outputFields: (t) => ({
      user: t.field({ type: User, description: "Whose password it is.", resolve: (user) => user }),
    }),
  },
);
