import { NativeSelect, SimpleGrid, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { LinkFragment } from "../shared/documents.ts";
import { redirectTypeLabels } from "../shared/redirectTypeLabels.ts";
import { LinkPasswordField } from "./LinkPasswordField.tsx";
import type { LinkFormValues } from "./linkFormValues.ts";

interface LinkSettingsFieldsProps {
  form: UseFormReturnType<LinkFormValues>;
  /** Undefined for a new link. */
  link: LinkFragment | undefined;
}

const redirectTypes = Object.entries(redirectTypeLabels).map(([value, label]) => ({
  value,
  label: value === "FOUND" ? `${label} (usual)` : label,
}));

/** Edits all settings of a link except its destination. Emptied fields are reset. */
export function LinkSettingsFields({ form, link }: LinkSettingsFieldsProps) {
  return (
    <Stack>
      {!link && (
        <TextInput
          label="Own code"
          description="3 to 64 letters, digits, - and _. It cannot be changed later; left empty, one is made."
          name="short-code"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          {...form.getInputProps("shortCode")}
        />
      )}
      <TextInput
        label="Title"
        description="Your name for it; visitors do not see it."
        name="title"
        autoComplete="off"
        {...form.getInputProps("title")}
      />
      <Textarea
        label="Note"
        description="Only you see it. You can search for it."
        name="note"
        autoComplete="off"
        autosize
        maxRows={8}
        {...form.getInputProps("note")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label="Expires"
          description="Your local time; empty for never."
          type="datetime-local"
          name="expires-at"
          {...form.getInputProps("expiresAt")}
        />
        <TextInput
          label="Click limit"
          description="Visits by people; crawlers and other programs use none up. Empty for no limit."
          inputMode="numeric"
          name="max-clicks"
          autoComplete="off"
          {...form.getInputProps("maxClicks")}
        />
      </SimpleGrid>
      <LinkPasswordField form={form} hasPassword={link?.hasPassword ?? false} />
      <NativeSelect
        label="Redirect type"
        description="Browsers remember a permanent one for a while, and search engines follow it."
        data={redirectTypes}
        {...form.getInputProps("redirectType")}
      />
      <Switch
        label="Switched on"
        description="Visitors of a link that is off are told that there is none."
        {...form.getInputProps("isActive", { type: "checkbox" })}
      />
    </Stack>
  );
}
