import type { InputFields } from "../schema/builder.ts";

/** Defines the fields that prove ownership of an account. */
export function credentialFields(t: InputFields) {
  return {
    email: t.string({
      required: true,
      description: "Email of the account, in upper or lower case.",
    }),
    password: t.string({ required: true, description: "The account's password." }),
  };
}
