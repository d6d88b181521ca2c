import { deleteAccount } from "../../core/accounts/deleteAccount.ts";
import { InvalidCredentialsError } from "../../core/errors.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";

builder.relayMutationField(
  "deleteAccount",
  {
    description: "What proves that it is really meant.",
    inputFields: (t) => ({
      password: t.string({ required: true, description: "The account's password." }),
    }),
  },
  {
    description:
      "Deletes the viewer's account for good, at once: links, statistics, tokens and sessions. The codes never lead anywhere again, for nobody. Needs `ACCOUNT_WRITE`.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: { types: [InvalidCredentialsError] },
    resolve: async (_, { input }, { actor, setSessionCookie }) => {
      const user = await deleteAccount(actor, input.password);
      if (actor.kind === "session") setSessionCookie(null);
      return user;
    },
  },
  {
    description: "The account is gone.",
    outputFields: (t) => ({
      databaseId: t.int({
        description: "The number that REST called `id`, given to nobody again.",
        resolve: ({ id }) => id,
      }),
      email: t.string({
        description: "Its address, with which a new account can be made.",
        resolve: ({ email }) => email,
      }),
    }),
  },
);
