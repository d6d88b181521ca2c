import { register } from "../../core/accounts/register.ts";
import {
  EmailTakenError,
  InvalidEmailError,
  InvalidInputError,
  InvalidPasswordError,
  RateLimitedError,
  RegistrationClosedError,
} from "../../core/errors.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { User } from "./User.ts";

builder.relayMutationField(
  "register",
  {
    description: "The account to create.",
    inputFields: (t) => ({
      email: t.string({
        required: true,
        description:
          "Email to sign in with, in the format of the HTML email field: at most 254 characters, 64 before the @.",
      }),
      password: t.string({
        required: true,
        description:
          "Password, 8 characters to 72 bytes of UTF-8. The most common passwords are not allowed.",
      }),
    }),
  },
  {
    description: "Creates an account. It does not sign in: use `login` or `startSession` next.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: {
      types: [
        EmailTakenError,
        InvalidEmailError,
        InvalidInputError,
        InvalidPasswordError,
        RateLimitedError,
        RegistrationClosedError,
      ],
    },
    resolve: (_, { input }, { actor }) => register(actor, input),
  },
  {
    description: "Returned when the account is created.",
    outputFields: (t) => ({
      user: t.field({ type: User, description: "The created user.", resolve: (user) => user }),
    }),
  },
);
