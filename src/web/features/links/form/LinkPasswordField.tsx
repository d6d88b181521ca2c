import { Checkbox, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { PasswordField } from "../../../ui/PasswordField.tsx";
import type { LinkFormValues } from "./linkFormValues.ts";

interface LinkPasswordFieldProps {
  form: UseFormReturnType<LinkFormValues>;
  hasPassword: boolean;
}

/** Sets, changes or removes the password for visitors. Never shows the current one. */
export function LinkPasswordField({ form, hasPassword }: LinkPasswordFieldProps) {
  return (
    <Stack gap="xs">
      <PasswordField
        label={hasPassword ? "New password" : "Password"}
        description={
          hasPassword
            ? "Left empty, the password stays as it is."
            : "Visitors are asked for it; empty for none."
        }
        name="link-password"
        autoComplete="new-password"
        disabled={form.values.removesPassword}
        {...form.getInputProps("password")}
      />
      {hasPassword && (
        <Checkbox
          label="Remove the password"
          {...form.getInputProps("removesPassword", { type: "checkbox" })}
        />
      )}
    </Stack>
  );
}
