import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { FormFailure } from "../shell/FormFailure.tsx";
import { PasswordField } from "../shell/PasswordField.tsx";
import { StartSession } from "./documents.ts";

interface SignInFormProps {
  /** Where it is known already whose session it is. */
  email?: string;
  onSignedIn: () => void;
}

/** Signs in with email and password. Keeps both after a refusal. */
export function SignInForm({ email, onSignedIn }: SignInFormProps) {
  const [{ fetching }, startSession] = useMutation(StartSession);
  const [failure, setFailure] = useState<string>();
  const form = useForm({ initialValues: { email: email ?? "", password: "" } });

  const submit = form.onSubmit(async (input) => {
    setFailure(undefined);
    const { data, error } = await startSession({ input });
    const settled = settle({ error, outcome: data?.startSession });
    if ("refusal" in settled) setFailure(settled.refusal.message);
    else onSignedIn();
  });

  return (
    <form onSubmit={submit}>
      <Stack>
        <FormFailure message={failure} />
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
        <Button type="submit" loading={fetching}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
