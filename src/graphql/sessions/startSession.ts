import {
  AccountDisabledError,
  InvalidCredentialsError,
  RateLimitedError,
} from "../../core/errors.ts";
import { startSession } from "../../core/sessions/session.ts";
import { credentialFields } from "../accounts/credentialFields.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { assertSameOrigin } from "../schema/sameOrigin.ts";

builder.relayMutationField(
  "startSession",
  {
    description: "The credentials to sign in with.",
    inputFields: credentialFields,
  },
  {
    description:
      "Signs the browser in with an HttpOnly cookie. The session ends 30 days after its last use.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: { types: [AccountDisabledError, InvalidCredentialsError, RateLimitedError] },
    resolve: async (_, { input }, context) => {
      assertSameOrigin(context);
      const { user, secret } = await startSession(context.actor, input, context.userAgent);
      context.setSessionCookie(secret);
      return user;
    },
  },
  {
    description: "Returned when the browser is signed in. The response sets the session cookie.",
    outputFields: (t) => ({
      user: t.field({ type: User, description: "The signed-in user.", resolve: (user) => user }),
    }),
  },
);
