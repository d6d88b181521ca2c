import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";

/** Shows a message while the browser is offline. */
export function OfflineBanner() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert role="status" color="yellow" mb="md" icon={<IconPlugConnectedX aria-hidden />}>
      You are offline. What you see may be out of date, and changes have to wait.
    </Alert>
  );
}
