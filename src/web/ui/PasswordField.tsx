import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useId } from "react";

/** Renders a password field whose description and error are available to screen readers. */
export function PasswordField({ error, description, ...others }: PasswordInputProps) {
  const id = useId();
  const describedBy = [description && `${id}-description`, error && `${id}-error`].filter(Boolean);
  return (
    <PasswordInput
      id={id}
      error={error}
      description={description}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy.length > 0 ? describedBy.join(" ") : undefined}
      {...others}
    />
  );
}
