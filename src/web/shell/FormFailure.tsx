import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/** What is wrong with a form as a whole, read out when it appears. */
export function FormFailure({ message }: { message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />}>
      {message}
    </Alert>
  );
}
