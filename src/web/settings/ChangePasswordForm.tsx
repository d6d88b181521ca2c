import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { useSession } from "../session/viewer.ts";
import { applyRefusal } from "../shell/applyRefusal.ts";
import { FormFailure } from "../shell/FormFailure.tsx";
import { PasswordField } from "../shell/PasswordField.tsx";
import { ChangePassword } from "./documents.ts";

/** A new password ends every other session, and every token if that is wanted. */
export function ChangePasswordForm() {
  const { viewer } = useSession();
  const [{ fetching }, changePassword] = useMutation(ChangePassword);
  const [failure, setFailure] = useState<string>();
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "", revokeTokens: false },
  });

  const submit = form.onSubmit(async (input) => {
    setFailure(undefined);
    const { data, error } = await changePassword({ input });
    const settled = settle({ error, outcome: data?.changePassword });
    if ("payload" in settled) {
      form.reset();
      notifications.show({ message: "Your password was changed.", color: "teal" });
      return;
    }
    const { refusal } = settled;
    const isWrong = refusal.kind === "InvalidCredentialsError";
    applyRefusal(form, isWrong ? { ...refusal, field: "currentPassword" } : refusal, setFailure);
  });

  return (
    <form onSubmit={submit}>
      <Stack>
        <FormFailure message={failure} />
        {/* Password managers file the new password under this name. */}
        <input
          type="text"
          name="email"
          autoComplete="username"
          value={viewer?.email ?? ""}
          readOnly
          style={{ display: "none" }}
        />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          required
          {...form.getInputProps("currentPassword")}
        />
        <PasswordField
          label="New password"
          description="At least 8 characters. All your other browsers are signed out."
          autoComplete="new-password"
          required
          {...form.getInputProps("newPassword")}
        />
        <Checkbox
          label="Also revoke all my API tokens"
          {...form.getInputProps("revokeTokens", { type: "checkbox" })}
        />
        <Group>
          <Button type="submit" loading={fetching}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
