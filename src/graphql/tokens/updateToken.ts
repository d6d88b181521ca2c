import { TokenNotFoundError, ValueRequiredError } from "../../core/errors.ts";
import { updateToken } from "../../core/tokens/updateToken.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";
import { parseTokenReference, TokenBy } from "./TokenBy.ts";
import { TokenScope } from "./TokenScope.ts";
import { tokenErrors } from "./tokenErrors.ts";

builder.relayMutationField(
  "updateToken",
  {
    description:
      "The token and its new properties. Absent fields are unchanged. `name` and `scopes` cannot be null.",
    inputFields: (t) => ({
      by: t.field({ type: TokenBy, required: true, description: "The token to update." }),
      name: t.string({ description: "Name for the token, 1 to 100 characters." }),
      scopes: t.field({
        type: [TokenScope],
        description: "Permissions of the token: at least one, and only scopes of the caller.",
      }),
      expiresAt: t.field({
        type: "DateTime",
        description:
          "Time from which the token is rejected. It must be in the future, and not later than the expiry of the caller's token. Null for no expiry.",
      }),
    }),
  },
  {
    description:
      "Updates one of the viewer's API tokens. Changes apply from the next request on, and the secret stays the same. Requires the `TOKENS_WRITE` scope.",
    nullable: true,
    complexity: prices.createToken,
    errors: {
      types: [...tokenErrors, TokenNotFoundError, ValueRequiredError],
    },
    resolve: (_, { input: { by, ...changes } }, { actor }) =>
      updateToken(actor, parseTokenReference(by), changes),
  },
  {
    description: "Returned when the token is updated.",
    outputFields: (t) => ({
      token: t.field({
        type: ApiToken,
        description: "The updated token.",
        resolve: (token) => token,
      }),
    }),
  },
);
