import { register } from "../../core/accounts/register.ts";
import {
  EmailTakenError,
  InvalidEmailError,
  InvalidPasswordError,
  RegistrationClosedError,
} from "../../core/errors.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { User } from "./User.ts";

builder.relayMutationField(
  "register",
  {
    description: "The account to make.",
    inputFields: (t) => ({
      email: t.string({
        required: true,
        description:
          "Where its owner is reached; signs in. What the email field of HTML takes: at most 254 characters, 64 before the @.",
      }),
      password: t.string({ required: true, description: "8 characters to 72 bytes." }),
    }),
  },
  {
    description: "Makes an account. It does not sign in: use `login` or `startSession` next.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: {
      types: [EmailTakenError, InvalidEmailError, InvalidPasswordError, RegistrationClosedError],
    },
    resolve: (_, { input }, { actor }) => register(actor, input),
  },
  {
    description: "The account was made.",
    outputFields: (t) => ({
      user: t.field({ type: User, description: "The new account.", resolve: (user) => user }),
    }),
  },
);
