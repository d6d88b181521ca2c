import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";

/** Says that the connection is gone, for as long as it is. */
export function OfflineBanner() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert role="status" color="yellow" mb="md" icon={<IconPlugConnectedX aria-hidden />}>
      You are offline. What you see may be out of date, and changes have to wait.
    </Alert>
  );
}
