import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useId } from "react";

/** A field for a password, whose description and error are told to ears too. */
export function PasswordField({ error, description, ...others }: PasswordInputProps) {
  const id = useId();
  const told = [description && `${id}-description`, error && `${id}-error`].filter(Boolean);
  return (
    <PasswordInput
      id={id}
      error={error}
      description={description}
      aria-invalid={error ? true : undefined}
      aria-describedby={told.length > 0 ? told.join(" ") : undefined}
      {...others}
    />
  );
}
