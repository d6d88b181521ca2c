import type { Scope } from "../../core/auth/scopes.ts";
import { builder } from "../schema/builder.ts";

export const TokenScope = builder.enumType("TokenScope", {
  description: "One thing that an API token may be allowed to do.",
  values: {
    LINKS_READ: { value: "links:read", description: "See links and their settings." },
    LINKS_WRITE: { value: "links:write", description: "Make, change and delete links." },
    STATS_READ: { value: "stats:read", description: "See who clicked, when and from where." },
    TOKENS_READ: { value: "tokens:read", description: "List API tokens, without their secrets." },
    TOKENS_WRITE: { value: "tokens:write", description: "Make and revoke API tokens." },
    ACCOUNT_WRITE: {
      value: "account:write",
      description: "Change the password, see and end sessions, delete the account.",
    },
  } satisfies Record<string, { value: Scope; description: string }>,
});
