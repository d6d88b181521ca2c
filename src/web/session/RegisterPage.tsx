import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Link, Navigate, useSearchParams } from "react-router";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { applyRefusal } from "../shell/applyRefusal.ts";
import { FormFailure } from "../shell/FormFailure.tsx";
import { NarrowPage } from "../shell/NarrowPage.tsx";
import { PasswordField } from "../shell/PasswordField.tsx";
import { Register } from "./documents.ts";
import { nextPath } from "./nextPath.ts";
import { UnknownViewer } from "./UnknownViewer.tsx";
import { useSignIn } from "./useSignIn.ts";
import { useSession } from "./viewer.ts";

/** `/app/register`: make an account, and be signed in with it. */
export function RegisterPage() {
  const { viewer } = useSession();
  const [parameters] = useSearchParams();
  const [, register] = useMutation(Register);
  const signIn = useSignIn();
  const [failure, setFailure] = useState<string>();
  const form = useForm({ initialValues: { email: "", password: "" } });
  if (viewer === undefined) return <UnknownViewer />;
  if (viewer) return <Navigate to={nextPath(parameters)} replace />;

  const submit = form.onSubmit(async (input) => {
    setFailure(undefined);
    const registered = await register({ input });
    const settled = settle({ error: registered.error, outcome: registered.data?.register });
    if ("refusal" in settled) {
      return applyRefusal(form, settled.refusal, setFailure);
    }
    const reason = await signIn(input);
    if (reason) setFailure(`Your account was made. Sign in to go on: ${reason}`);
  });

  return (
    <NarrowPage title="Create an account">
      <form onSubmit={submit}>
        <Stack>
          <FormFailure message={failure} />
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
    </NarrowPage>
  );
}
