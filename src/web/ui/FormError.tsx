import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

/** What is wrong with a form as a whole: read out when it appears, and then where the focus is. */
export function FormError({ message }: { message: string | undefined }) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed waits meanwhile, and a button that waits loses the focus.
    if (message !== undefined) alert.current?.focus();
  }, [message]);
  if (message === undefined) return null;
  return (
    <Alert
      ref={alert}
      role="alert"
      tabIndex={-1}
      color="red"
      icon={<IconAlertCircle aria-hidden />}
    >
      {message}
    </Alert>
  );
}
