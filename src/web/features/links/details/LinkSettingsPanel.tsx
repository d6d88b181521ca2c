import { Button, DataList, Group, Paper, Stack, Switch, Text, Title } from "@mantine/core";
import { IconPencil, IconQrcode, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { lazyDialog } from "../../../lib/lazyDialog.tsx";
import { Time } from "../../../ui/Time.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { LinkStatusBadge } from "../shared/LinkStatusBadge.tsx";
import { linkStatuses } from "../shared/linkStatuses.ts";
import { useToggleLinks } from "../shared/useToggleLinks.ts";
import type { DialogKind } from "./LinkPageDialog.tsx";
import { describeSettings } from "./settingLabels.tsx";

const LinkPageDialog = lazyDialog(
  async () => (await import("./LinkPageDialog.tsx")).LinkPageDialog,
);

const actions = [
  { kind: "edit", label: "Edit", Icon: IconPencil, color: undefined },
  { kind: "qrCode", label: "QR code", Icon: IconQrcode, color: undefined },
  { kind: "delete", label: "Delete", Icon: IconTrash, color: "red" },
] as const;

/** Shows the settings of a link, with buttons to change them. */
export function LinkSettingsPanel({ link }: { link: LinkFragment }) {
  const [dialog, setDialog] = useState<DialogKind>();
  const toggleLinks = useToggleLinks();
  const settings = [
    ...describeSettings(link),
    { name: "Made", value: <Time value={link.createdAt} /> },
  ];
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="settings-of-the-link">
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4" id="settings-of-the-link">
            Settings
          </Title>
          <LinkStatusBadge status={link.status} />
        </Group>
        <Text size="sm">{linkStatuses[link.status].description}</Text>
        <Switch
          label="Switched on"
          checked={link.isActive}
          onChange={({ currentTarget }) => toggleLinks([link], currentTarget.checked)}
        />
        <DataList orientation="vertical">
          {settings.map(({ name, value }) => (
            <DataList.Item key={name}>
              <DataList.ItemLabel>{name}</DataList.ItemLabel>
              <DataList.ItemValue>{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
        <Group gap="xs">
          {actions.map(({ kind, label, Icon, color }) => (
            <Button
              key={kind}
              variant="default"
              size="xs"
              {...(color ? { c: "var(--mantine-color-error)" } : {})}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => setDialog(kind)}
            >
              {label}
            </Button>
          ))}
        </Group>
      </Stack>
      {dialog && <LinkPageDialog kind={dialog} link={link} onClose={() => setDialog(undefined)} />}
    </Paper>
  );
}
