import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useMutation } from "urql";
import { unwrapResult } from "../../api/mutationResult.ts";
import { applyServerError } from "../../ui/applyServerError.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { useSession } from "../session/viewer.ts";
import { DeleteAccount } from "./documents.ts";

/** Deletes the account with all its data after the password is confirmed. */
export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const [{ fetching }, deleteAccount] = useMutation(DeleteAccount);
  const [failure, setFailure] = useState<string>();
  const form = useForm({ name: "deletion", initialValues: { password: "" } });
  const { reset } = useSession();
  const navigate = useNavigate();

  const submit = form.onSubmit(async (input) => {
    setFailure(undefined);
    const { data, error } = await deleteAccount({ input });
    const result = unwrapResult({ error, outcome: data?.deleteAccount });
    if ("mutationError" in result) {
      const { mutationError } = result;
      const isWrong = mutationError.kind === "InvalidCredentialsError";
      applyServerError(
        form,
        isWrong ? { ...mutationError, field: "password" } : mutationError,
        setFailure,
      );
      return;
    }
    notifications.show({ message: "Your account was deleted." });
    await navigate("/");
    reset();
  });

  return (
    <Dialog
      onClose={onClose}
      title="Delete the account for good?"
      closesBy={fetching ? "buttons" : "escape"}
    >
      <form onSubmit={submit}>
        <Stack>
          <FormError message={failure} />
          <Text>This cannot be undone. Download your data first if you may want it.</Text>
          <PasswordField
            label="Your password"
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps("password")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red.9" loading={fetching}>
              Delete everything
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
