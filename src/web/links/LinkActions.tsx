import { IconCopy, IconExternalLink, IconPencil, IconQrcode, IconTrash } from "@tabler/icons-react";
import { copyText } from "../shell/copyText.ts";
import type { OwnLink } from "./documents.ts";
import styles from "./LinkActions.module.css";
import { withoutScheme } from "./shortUrl.ts";
import { Toggle } from "./Tick.tsx";

interface LinkActionsProps {
  link: OwnLink;
  onSwitch: (isActive: boolean) => void;
  onQrCode: () => void;
  onEdit: () => void;
  onDelete: () => void;
  className: string | undefined;
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
    <div className={`${styles.actions} ${className}`}>
      <Toggle
        aria-label={`${url} is switched on`}
        checked={link.isActive}
        onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
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
