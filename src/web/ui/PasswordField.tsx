import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useId } from "react";

/** A field for a password, whose description and error are told to ears too. */
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
