import { Button, Checkbox, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useMutation } from "urql";
import type { ResultOf } from "../../api/graphql.ts";
import { unwrapResult } from "../../api/mutationResult.ts";
import { applyServerError } from "../../ui/applyServerError.ts";
import { FormError } from "../../ui/FormError.tsx";
import { CreateToken } from "./documents.ts";
import { defaultScopes, type Scope, scopes } from "./scopes.ts";

export type CreateTokenPayload = Extract<
  ResultOf<typeof CreateToken>["createToken"],
  { __typename: "CreateTokenPayload" }
>;

const lifetimes = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "never", label: "Never" },
];

/** Asks for the name, scopes and lifetime of a token. */
export function CreateTokenForm({
  onCreated,
}: {
  onCreated: (created: CreateTokenPayload) => void;
}) {
  const [{ fetching }, createToken] = useMutation(CreateToken);
  const [failure, setFailure] = useState<string>();
  const form = useForm({
    initialValues: { name: "", scopes: defaultScopes as string[], lifetime: "90" },
  });

  const submit = form.onSubmit(async ({ name, scopes: selectedScopes, lifetime }) => {
    setFailure(undefined);
    const input = { name, scopes: selectedScopes as Scope[], expiresAt: expiryAfter(lifetime) };
    const { data, error } = await createToken({ input });
    const result = unwrapResult({ error, outcome: data?.createToken });
    if ("payload" in result) return onCreated(result.payload);
    const { mutationError } = result;
    const isExpiry = mutationError.field === "expiresAt";
    applyServerError(
      form,
      isExpiry ? { ...mutationError, field: "lifetime" } : mutationError,
      setFailure,
    );
  });

  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError message={failure} />
        <TextInput
          label="Name"
          description="What will use it, such as “newsletter script”"
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Checkbox.Group label="It may" {...form.getInputProps("scopes")}>
          <Stack gap="xs" mt="xs">
            {scopes.map(({ scope, name, description }) => (
              <Checkbox key={scope} value={scope} label={description} description={name} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label="Expires"
          data={lifetimes}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          {...form.getInputProps("lifetime")}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={fetching}>
            Make token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function expiryAfter(lifetime: string): string | null {
  if (lifetime === "never") return null;
  return new Date(Date.now() + Number(lifetime) * 24 * 60 * 60 * 1_000).toISOString();
}
