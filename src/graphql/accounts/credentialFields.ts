import type { InputFields } from "../schema/builder.ts";

/** Defines the fields that prove ownership of an account. */
export function credentialFields(t: InputFields) {
  return {
    email: t.string({ required: true, description: "In either case." }),
    password: t.string({ required: true, description: "The account's password." }),
  };
}
