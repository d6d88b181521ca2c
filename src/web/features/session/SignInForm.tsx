import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { FormError } from "../../ui/FormError.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { useSignIn } from "./useSignIn.ts";

interface SignInFormProps {
  /** Set when the user is already known. */
  email?: string;
}

/** Signs in with email and password. Keeps both after an error. */
export function SignInForm({ email }: SignInFormProps) {
  const signIn = useSignIn();
  const [failure, setFailure] = useState<string>();
  const form = useForm({ initialValues: { email: email ?? "", password: "" } });

  const submit = form.onSubmit(async (input) => {
    setFailure(undefined);
    setFailure(await signIn(input));
  });

  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError message={failure} />
        <TextInput
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          readOnly={email !== undefined}
          {...form.getInputProps("email")}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          data-autofocus={email !== undefined || undefined}
          {...form.getInputProps("password")}
        />
        <Button type="submit" loading={form.submitting}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
