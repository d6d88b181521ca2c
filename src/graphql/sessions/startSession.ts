import { AccountDisabledError, InvalidCredentialsError } from "../../core/errors.ts";
import { startSession } from "../../core/sessions/session.ts";
import { credentialFields } from "../accounts/credentialFields.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { assertSameOrigin } from "../schema/sameOrigin.ts";

builder.relayMutationField(
  "startSession",
  {
    description: "Who signs in.",
    inputFields: credentialFields,
  },
  {
    description: "Signs this browser in with an HttpOnly cookie, for 30 days after its last use.",
    nullable: true,
    complexity: prices.passwordHash,
    errors: { types: [AccountDisabledError, InvalidCredentialsError] },
    resolve: async (_, { input }, context) => {
      assertSameOrigin(context);
      const { user, secret } = await startSession(context.actor, input, context.userAgent);
      context.setSessionCookie(secret);
      return user;
    },
  },
  {
    description: "The browser is signed in; the answer carries the cookie.",
    outputFields: (t) => ({
      user: t.field({ type: User, description: "Who is signed in.", resolve: (user) => user }),
    }),
  },
);
