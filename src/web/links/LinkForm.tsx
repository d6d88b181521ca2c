import { Button, Collapse, Group, Stack, TextInput } from "@mantine/core";
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Refusal } from "../graphql/outcome.ts";
import { applyRefusal, focusField } from "../shell/applyRefusal.ts";
import { FormFailure } from "../shell/FormFailure.tsx";
import { completeUrl } from "./completeUrl.ts";
import type { OwnLink } from "./documents.ts";
import { LinkSettings } from "./LinkSettings.tsx";
import { initialValues, type LinkFormValues } from "./linkFormValues.ts";
import { refuseCount, refuseMoment } from "./linkMistakes.ts";

interface LinkFormProps {
  /** The link whose settings are changed; a new one is made where absent. */
  link?: OwnLink;
  submitLabel: string;
  /** Answers why it was refused, or nothing where it was done. */
  onSubmit: (values: LinkFormValues) => Promise<Refusal | undefined>;
  onCancel: () => void;
}

/** Where a link leads and how. Refusals stand at the field they belong to, and nothing typed is lost. */
export function LinkForm({ link, submitLabel, onSubmit, onCancel }: LinkFormProps) {
  const [expanded, { toggle, open }] = useDisclosure(link !== undefined);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [failure, setFailure] = useState<string>();
  const form: UseFormReturnType<LinkFormValues> = useForm<LinkFormValues>({
    // Told from the forms of other dialogs.
    name: "link",
    initialValues: initialValues(link),
    validate: {
      maxClicks: refuseCount,
      expiresAt: (text) => refuseMoment(text, form.getInputNode("expiresAt")),
    },
    transformValues: (values) => ({ ...values, originalUrl: completeUrl(values.originalUrl) }),
    onSubmitPreventDefault: "always",
  });

  const showMistake = (errors: FormErrors) => {
    open();
    const [field] = Object.keys(errors);
    if (field) focusField(form, field);
  };
  const submit = form.onSubmit(async (values) => {
    setFailure(undefined);
    const refusal = await onSubmit(values);
    if (!refusal) return;
    if (refusal.field !== null && refusal.field !== "originalUrl") open();
    applyRefusal(form, refusal, setFailure);
  }, showMistake);
  const Chevron = expanded ? IconChevronUp : IconChevronDown;

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormFailure message={failure} />
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
          ref={first}
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
          <LinkSettings form={form} link={link} />
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
