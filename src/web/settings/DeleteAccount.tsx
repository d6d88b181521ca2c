import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { useSession } from "../session/viewer.ts";
import { FormFailure } from "../shell/FormFailure.tsx";
import { DeleteAccount as DeleteAccountMutation } from "./documents.ts";

/** Takes the account away with all that is in it, after the password was given once more. */
export function DeleteAccount() {
  const [opened, { open, close }] = useDisclosure();
  const [{ fetching }, deleteAccount] = useMutation(DeleteAccountMutation);
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<string>();
  const { restart } = useSession();
  const navigate = useNavigate();

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    const { data, error } = await deleteAccount({ input: { password } });
    const settled = settle({ error, outcome: data?.deleteAccount });
    if ("refusal" in settled) return setFailure(settled.refusal.message);
    notifications.show({ message: "Your account was deleted." });
    await navigate("/");
    restart();
  };

  return (
    <Stack>
      <Text>
        All your links stop working for good, and nobody can ever take their codes. Your tokens,
        your statistics and the account itself are removed.
      </Text>
      <Group>
        <Button color="red" variant="light" onClick={open}>
          Delete my account…
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title="Delete the account for good?">
        <form onSubmit={submit}>
          <Stack>
            <FormFailure message={failure} />
            <Text>This cannot be undone. Download your data first if you may want it.</Text>
            <PasswordInput
              label="Your password"
              autoComplete="current-password"
              required
              data-autofocus
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Keep it
              </Button>
              <Button type="submit" color="red" loading={fetching}>
                Delete everything
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </Stack>
  );
}
