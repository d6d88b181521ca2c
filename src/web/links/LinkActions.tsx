import { ActionIcon, Group, Switch } from "@mantine/core";
import { IconCopy, IconExternalLink, IconPencil, IconQrcode, IconTrash } from "@tabler/icons-react";
import { copyText } from "../shell/copyText.ts";
import type { OwnLink } from "./documents.ts";
import { withoutScheme } from "./shortUrl.ts";

interface LinkActionsProps {
  link: OwnLink;
  onSwitch: (isActive: boolean) => void;
  onQrCode: () => void;
  onEdit: () => void;
  onDelete: () => void;
  className?: string | undefined;
}

const icon = { size: 18, "aria-hidden": true } as const;

/** What can be done with a link, each by one key or click. */
export function LinkActions({
  link,
  onSwitch,
  onQrCode,
  onEdit,
  onDelete,
  className,
}: LinkActionsProps) {
  const url = withoutScheme(link.shortUrl);
  const buttons = [
    {
      label: "Copy",
      name: `Copy ${url}`,
      Icon: IconCopy,
      onClick: () => copyText(link.shortUrl, url),
    },
    { label: "QR code", name: `QR code of ${url}`, Icon: IconQrcode, onClick: onQrCode },
    { label: "Edit", name: `Edit ${url}`, Icon: IconPencil, onClick: onEdit },
    { label: "Delete", name: `Delete ${url}`, Icon: IconTrash, onClick: onDelete },
  ];
  return (
    <Group gap={2} className={className}>
      <Switch
        mr={6}
        aria-label={`${url} is switched on`}
        checked={link.isActive}
        onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
      />
      <ActionIcon
        title="Open"
        component="a"
        href={link.shortUrl}
        target="_blank"
        rel="noreferrer"
        variant="subtle"
        color="gray"
        c="dimmed"
        size={32}
        aria-label={`Open ${url}`}
      >
        <IconExternalLink {...icon} />
      </ActionIcon>
      {buttons.map(({ label, name, Icon, onClick }) => (
        <ActionIcon
          key={label}
          title={label}
          variant="subtle"
          color="gray"
          c="dimmed"
          size={32}
          aria-label={name}
          onClick={onClick}
        >
          <Icon {...icon} />
        </ActionIcon>
      ))}
    </Group>
  );
}
