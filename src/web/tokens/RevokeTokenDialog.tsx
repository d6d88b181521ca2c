import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { FormFailure } from "../shell/FormFailure.tsx";
import { isolate } from "../shell/isolate.ts";
import { RevokeToken } from "./documents.ts";
import type { Token } from "./TokenList.tsx";

interface RevokeTokenDialogProps {
  token: Token;
  onClose: () => void;
}

/** Asks once more: a revoked token cannot be brought back. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const [{ fetching }, revokeToken] = useMutation(RevokeToken);
  const [failure, setFailure] = useState<string>();

  const revoke = async () => {
    setFailure(undefined);
    const { data, error } = await revokeToken({ input: { tokenId: token.tokenId } });
    const settled = settle({ error, outcome: data?.revokeToken });
    if ("refusal" in settled) return setFailure(settled.refusal.message);
    notifications.show({ message: `${isolate(token.name)} was revoked.` });
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={`Revoke ${isolate(token.name)}?`}>
      <Stack>
        <FormFailure message={failure} />
        <Text>
          Whatever uses this token is refused from now on, and cannot be let in again with it. Links
          that it made stay.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red.9" onClick={revoke} loading={fetching}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
