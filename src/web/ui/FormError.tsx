import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

/** Shows an error of the form as a whole. Screen readers announce it, and it gets the focus. */
export function FormError({ message }: { message: string | undefined }) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The submit button is disabled meanwhile, and a disabled button loses the focus.
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
