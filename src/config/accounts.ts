import { wholeNumber, word } from "./kinds.ts";
import { section } from "./section.ts";

export const accounts = section(
  "Accounts",
  {
    REGISTRATION: word(["open", "closed"])
      .default("open")
      .describe("`closed`: only [`lnk7 user add`](cli.md) can create accounts."),
    BCRYPT_COST: wholeNumber(4, 15, 12)
      .default(12)
      .describe("bcrypt cost of account passwords, 4 to 15. See [below](#a-changed-bcrypt_cost)."),
    MAX_TOKENS_PER_ACCOUNT: wholeNumber(1, 100_000, 500)
      .default(500)
      .describe(
        "Maximum API tokens per account, 1 to 100,000, including tokens created by logins. Beyond it, new tokens and logins are rejected with 409 until some are revoked. Expired tokens are removed automatically. Browser sign-in is not affected.",
      ),
  },
  (values) => ({
    registration: values.REGISTRATION,
    bcryptCost: values.BCRYPT_COST,
    maxTokensPerAccount: values.MAX_TOKENS_PER_ACCOUNT,
  }),
);
