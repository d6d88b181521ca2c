import type { InputFields } from "../schema/builder.ts";

/** With what somebody proves to own an account. */
export function credentialFields(t: InputFields) {
  return {
    email: t.string({ required: true, description: "In either case." }),
    password: t.string({ required: true, description: "The account's password." }),
  };
}
