import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { FormFailure } from "../shell/FormFailure.tsx";
import { RevokeToken } from "./documents.ts";
import type { Token } from "./TokenList.tsx";

interface RevokeTokenDialogProps {
  /** Undefined while none is to be revoked. */
  token: Token | undefined;
  onClose: () => void;
}

/** Asks once more: a revoked token cannot be brought back. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const [{ fetching }, revokeToken] = useMutation(RevokeToken);
  const [failure, setFailure] = useState<string>();

  const close = () => {
    setFailure(undefined);
    onClose();
  };
  const revoke = async () => {
    if (!token) return;
    const { data, error } = await revokeToken({ input: { tokenId: token.tokenId } });
    const settled = settle({ error, outcome: data?.revokeToken });
    if ("refusal" in settled) return setFailure(settled.refusal.message);
    notifications.show({ message: `${token.name} was revoked.` });
    close();
  };

  return (
    <Modal opened={token !== undefined} onClose={close} title={`Revoke ${token?.name ?? "token"}?`}>
      <Stack>
        <FormFailure message={failure} />
        <Text>
          Whatever uses this token is refused from now on, and cannot be let in again with it. Links
          that it made stay.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Keep it
          </Button>
          <Button color="red" onClick={revoke} loading={fetching}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
