import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { unwrapResult } from "../../api/mutationResult.ts";
import { applyServerError } from "../../ui/applyServerError.ts";
import { FormError } from "../../ui/FormError.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { useSession } from "../session/viewer.ts";
import { ChangePassword } from "./documents.ts";

/** Changes the password, which ends all other sessions and optionally revokes all tokens. */
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
    const result = unwrapResult({ error, outcome: data?.changePassword });
    if ("payload" in result) {
      form.reset();
      notifications.show({ message: "Your password was changed.", color: "teal" });
      return;
    }
    const { mutationError } = result;
    const isWrong = mutationError.kind === "InvalidCredentialsError";
    applyServerError(
      form,
      isWrong ? { ...mutationError, field: "currentPassword" } : mutationError,
      setFailure,
    );
  });

  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError message={failure} />
        {/* Password managers store the new password under this user name. */}
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
