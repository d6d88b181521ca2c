import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Link, Navigate, useSearchParams } from "react-router";
import { useMutation } from "urql";
import { unwrapResult } from "../../api/mutationResult.ts";
import { applyServerError } from "../../ui/applyServerError.ts";
import { FormError } from "../../ui/FormError.tsx";
import { FormPage } from "../../ui/FormPage.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { Register } from "./documents.ts";
import { pathAfterLogin } from "./pathAfterLogin.ts";
import { useSignIn } from "./useSignIn.ts";
import { ViewerPlaceholder } from "./ViewerPlaceholder.tsx";
import { useSession } from "./viewer.ts";

/** `/app/register`: creates an account and signs in. */
export function RegisterPage() {
  const { viewer } = useSession();
  const [parameters] = useSearchParams();
  const [, register] = useMutation(Register);
  const signIn = useSignIn();
  const [failure, setFailure] = useState<string>();
  const form = useForm({ initialValues: { email: "", password: "" } });
  if (viewer === undefined) return <ViewerPlaceholder />;
  if (viewer) return <Navigate to={pathAfterLogin(parameters)} replace />;

  const submit = form.onSubmit(async (input) => {
    setFailure(undefined);
    const response = await register({ input });
    const result = unwrapResult({ error: response.error, outcome: response.data?.register });
    if ("mutationError" in result) {
      return applyServerError(form, result.mutationError, setFailure);
    }
    const signInError = await signIn(input);
    if (signInError) setFailure(`Your account was made. Sign in to go on: ${signInError}`);
  });

  return (
    <FormPage title="Create an account">
      <form onSubmit={submit}>
        <Stack>
          <FormError message={failure} />
          <TextInput
            label="Email"
            type="email"
            name="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <PasswordField
            label="Password"
            description="At least 8 characters. A sentence is easier to keep in mind than a riddle."
            name="password"
            autoComplete="new-password"
            required
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={form.submitting}>
            Create account
          </Button>
        </Stack>
      </form>
      <Text mt="md">
        Have one already?{" "}
        <Anchor component={Link} to={{ pathname: "/app/login", search: `${parameters}` }}>
          Sign in
        </Anchor>
      </Text>
    </FormPage>
  );
}
