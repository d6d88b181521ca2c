import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazyDialog } from "../../lib/lazyDialog.tsx";

const DeleteAccountDialog = lazyDialog(
  async () => (await import("./DeleteAccountDialog.tsx")).DeleteAccountDialog,
);

/** Explains what is deleted with the account and opens the dialog. */
export function DeleteAccountSection() {
  const [opened, { open, close }] = useDisclosure();
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
      {opened && <DeleteAccountDialog onClose={close} />}
    </Stack>
  );
}
