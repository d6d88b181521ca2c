import { Button, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { lazyDialog } from "../../lib/lazyDialog.tsx";
import { PageTitle } from "../../ui/PageTitle.tsx";
import type { CreateTokenPayload } from "./CreateTokenForm.tsx";
import { TokenListPage } from "./TokenListPage.tsx";

const CreateTokenDialog = lazyDialog(
  async () => (await import("./CreateTokenDialog.tsx")).CreateTokenDialog,
);

/** `/app/tokens`: lists the tokens with which API clients act for the viewer. */
export function TokensPage() {
  const [parameters, setParameters] = useSearchParams();
  const [created, setCreated] = useState<CreateTokenPayload>();
  const isOpen = parameters.has("new") || created !== undefined;
  const clearParameters = () => setParameters({}, { replace: true });

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>Tokens</PageTitle>
        <Button
          onClick={() => setParameters({ new: "" })}
          leftSection={<IconKey size={16} aria-hidden />}
        >
          New token
        </Button>
      </Group>
      <Text c="dimmed" maw={640}>
        A program sends its token in the header <code>Authorization: Bearer lnk7_…</code> and may
        then do for you what the token's scopes allow.
      </Text>
      <TokenListPage after={null} />
      {isOpen && (
        <CreateTokenDialog
          created={created}
          onCreated={(token) => {
            setCreated(token);
            // Navigating back must not close the dialog with the secret.
            clearParameters();
          }}
          onClose={() => {
            setCreated(undefined);
            clearParameters();
          }}
        />
      )}
    </Stack>
  );
}
