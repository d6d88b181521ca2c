import { deleteAccount } from "../../core/accounts/deleteAccount.ts";
import { InvalidCredentialsError, RateLimitedError } from "../../core/errors.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { User } from "./User.ts";

builder.relayMutationField(
  "deleteAccount",
  {
    description: "The confirmation of the deletion.",
    inputFields: (t) => ({
      password: t.string({ required: true, description: "The account's password." }),
    }),
  },
  {
    description:
      "Deletes the viewer's account immediately and permanently, with its links, statistics, tokens and sessions. Its short codes can never be reused. Requires the `ACCOUNT_WRITE` scope.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: { types: [InvalidCredentialsError, RateLimitedError] },
    resolve: async (_, { input }, { actor, setSessionCookie }) => {
      const user = await deleteAccount(actor, input.password);
      if (actor.kind === "session") setSessionCookie(null);
      return user;
    },
  },
  {
    description: "Returned when the account is deleted.",
    outputFields: (t) => ({
      deletedUserId: t.globalID({
        description: "The global ID of the deleted user, for caches.",
        resolve: ({ id }) => ({ id, type: User }),
      }),
      databaseId: t.int({
        description: "The numeric ID of the deleted user, as used in REST. It is never reused.",
        resolve: ({ id }) => id,
      }),
      email: t.string({
        description: "The email of the account. A new account can use it.",
        resolve: ({ email }) => email,
      }),
    }),
  },
);
