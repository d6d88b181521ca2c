import { changePassword } from "../../core/accounts/changePassword.ts";
import {
  InvalidCredentialsError,
  InvalidPasswordError,
  RateLimitedError,
} from "../../core/errors.ts";
import { builder } from "../schema/builder.ts";
import { coveredByConnection } from "../schema/cost.ts";
import { prices } from "../schema/prices.ts";
import { User } from "./User.ts";

builder.relayMutationField(
  "changePassword",
  {
    description: "The current and the new password.",
    inputFields: (t) => ({
      currentPassword: t.string({ required: true, description: "The account's current password." }),
      newPassword: t.string({
        required: true,
        description:
          "New password, 8 characters to 72 bytes of UTF-8. The most common passwords are not allowed.",
      }),
      revokeTokens: t.boolean({
        required: true,
        defaultValue: false,
        description: "Also revokes all API tokens, except the token of the request.",
      }),
    }),
  },
  {
    description:
      "Changes the viewer's password and ends all other sessions. Requires the `ACCOUNT_WRITE` scope.",
    nullable: true,
    complexity: 2 * prices.passwordHash,
    errors: { types: [InvalidCredentialsError, InvalidPasswordError, RateLimitedError] },
    resolve: (_, { input }, { actor }) => changePassword(actor, input),
  },
  {
    description: "Returned when the password is changed.",
    outputFields: (t) => ({
      user: t.field({
        type: User,
        description: "The user whose password was changed.",
        resolve: ({ user }) => user,
      }),
      endedSessionIds: t.globalIDList({
        description: "The global IDs of the ended sessions, for caches.",
        complexity: coveredByConnection,
        resolve: ({ revoked }) => revoked.sessionIds.map((id) => ({ id, type: "Session" })),
      }),
      revokedTokenIds: t.globalIDList({
        description:
          "The global IDs of the revoked tokens, for caches. Empty unless `revokeTokens` is set.",
        complexity: coveredByConnection,
        resolve: ({ revoked }) => revoked.tokenIds.map((id) => ({ id, type: "ApiToken" })),
      }),
    }),
  },
);
