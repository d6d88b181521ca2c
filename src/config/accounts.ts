import { wholeNumber, word } from "./kinds.ts";
import { section } from "./section.ts";

export const accounts = section(
  "Accounts",
  {
    REGISTRATION: word(["open", "closed"])
      .default("open")
      .describe("`closed`: only `lnk7 user add` can create accounts."),
    BCRYPT_COST: wholeNumber(4, 15, 12)
      .default(12)
      .describe(
        "Cost of a password hash, 4 to 15. After a change, each password is hashed again at its next login. Until then, logins for unknown emails take as long as those of some account.",
      ),
    MAX_TOKENS_PER_ACCOUNT: wholeNumber(1, 100_000, 500)
      .default(500)
      .describe(
        "Maximum number of API tokens of an account, including those created by logins. Further ones are rejected with 409 until some are revoked; expired tokens are removed automatically. Browser sessions are not counted.",
      ),
  },
  (values) => ({
    registration: values.REGISTRATION,
    bcryptCost: values.BCRYPT_COST,
    maxTokensPerAccount: values.MAX_TOKENS_PER_ACCOUNT,
  }),
);
