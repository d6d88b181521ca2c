import { IconCopy, IconExternalLink, IconPencil, IconQrcode, IconTrash } from "@tabler/icons-react";
import { copyToClipboard } from "../../../lib/copyToClipboard.ts";
import { Toggle } from "../../../ui/Checkbox.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { withoutScheme } from "../shared/withoutScheme.ts";
import styles from "./LinkActions.module.css";

interface LinkActionsProps {
  link: LinkFragment;
  onToggle: (isActive: boolean) => void;
  onQrCode: () => void;
  onEdit: () => void;
  onDelete: () => void;
  className: string | undefined;
}

const icon = { size: 18, "aria-hidden": true } as const;

/** Shows the actions of a link, each available by one key or click. */
export function LinkActions({
  link,
  onToggle,
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
      onClick: () => copyToClipboard(link.shortUrl, url),
    },
    { label: "QR code", name: `QR code of ${url}`, Icon: IconQrcode, onClick: onQrCode },
    { label: "Edit", name: `Edit ${url}`, Icon: IconPencil, onClick: onEdit },
    { label: "Delete", name: `Delete ${url}`, Icon: IconTrash, onClick: onDelete },
  ];
  return (
    <div className={`${styles.actions} ${className}`}>
      <Toggle
        aria-label={`${url} is switched on`}
        checked={link.isActive}
        onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
      />
      <a
        className={styles.action}
        title="Open"
        href={link.shortUrl}
        target="_blank"
        rel="noreferrer"
        aria-label={`Open ${url}`}
      >
        <IconExternalLink {...icon} />
      </a>
      {buttons.map(({ label, name, Icon, onClick }) => (
        <button
          key={label}
          type="button"
          className={styles.action}
          title={label}
          aria-label={name}
          onClick={onClick}
        >
          <Icon {...icon} />
        </button>
      ))}
    </div>
  );
}
