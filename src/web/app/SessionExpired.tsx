import { Alert, Button, Group, Text } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useSession } from "../features/session/viewer.ts";
import { lazyDialog } from "../lib/lazyDialog.tsx";

const ReauthenticateDialog = lazyDialog(
  async () => (await import("./ReauthenticateDialog.tsx")).ReauthenticateDialog,
);

/** Reports on any page that the viewer's session has ended, and lets them sign in again. */
export function SessionExpired() {
  const { viewer, ended, promptDismissed, dismiss } = useSession();
  if (!viewer || !ended) return null;
  if (!promptDismissed)
    return <ReauthenticateDialog email={viewer.email} onClose={() => dismiss(true)} />;
  return (
    <Alert role="status" color="yellow" mb="md" icon={<IconLogout aria-hidden />}>
      <Group justify="space-between">
        <Text size="sm">You have been signed out. What you see may be out of date.</Text>
        <Button variant="default" size="xs" onClick={() => dismiss(false)}>
          Sign in again
        </Button>
      </Group>
    </Alert>
  );
}
