import { Button, Collapse, Group, Stack, TextInput } from "@mantine/core";
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { MutationError } from "../../../api/mutationResult.ts";
import { applyServerError, focusField } from "../../../ui/applyServerError.ts";
import { FormError } from "../../../ui/FormError.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { LinkSettingsFields } from "./LinkSettingsFields.tsx";
import { initialValues, type LinkFormValues, validateValues } from "./linkFormValues.ts";

interface LinkFormProps {
  /** The link to edit; a new one is created if absent. */
  link?: LinkFragment;
  submitLabel: string;
  /** Returns the error if the link was rejected, otherwise undefined. */
  onSubmit: (values: LinkFormValues) => Promise<MutationError | undefined>;
  onCancel: () => void;
}

/** Edits the destination and settings of a link. Shows errors at their fields and keeps all input. */
export function LinkForm({ link, submitLabel, onSubmit, onCancel }: LinkFormProps) {
  const [expanded, { toggle, open }] = useDisclosure(link !== undefined);
  const urlInput = useRef<HTMLInputElement>(null);
  useEffect(() => urlInput.current?.focus(), []);
  const [failure, setFailure] = useState<string>();
  const form: UseFormReturnType<LinkFormValues> = useForm<LinkFormValues>({
    // Distinguishes this form from those of other dialogs.
    name: "link",
    initialValues: initialValues(link),
    validate: (values) => validateValues(values, form.getInputNode),
    onSubmitPreventDefault: "always",
  });

  const focusFirstError = (errors: FormErrors) => {
    open();
    const [field] = Object.keys(errors);
    if (field) focusField(form, field);
  };
  const submit = form.onSubmit(async (values) => {
    setFailure(undefined);
    const error = await onSubmit(values);
    if (!error) return;
    if (error.field !== null && error.field !== "originalUrl") open();
    applyServerError(form, error, setFailure);
  }, focusFirstError);
  const Chevron = expanded ? IconChevronUp : IconChevronDown;

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormError message={failure} />
        <TextInput
          label="Long URL"
          placeholder="https://example.com/a/long/address"
          inputMode="url"
          name="original-url"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          required
          data-autofocus
          ref={urlInput}
          {...form.getInputProps("originalUrl")}
        />
        {!link && (
          <Button
            variant="subtle"
            size="compact-md"
            style={{ alignSelf: "flex-start" }}
            leftSection={<Chevron size={16} aria-hidden />}
            aria-expanded={expanded}
            onClick={toggle}
          >
            Options
          </Button>
        )}
        <Collapse expanded={expanded} keepMounted={false}>
          <LinkSettingsFields form={form} link={link} />
        </Collapse>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
