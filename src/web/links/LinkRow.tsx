import { Anchor, Checkbox, Group, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "react-router";
import { formatNumber } from "../shell/format.ts";
import { Time } from "../shell/Time.tsx";
import type { OwnLink } from "./documents.ts";
import { LinkActions } from "./LinkActions.tsx";
import type { OpenDialog } from "./LinkDialog.tsx";
import styles from "./LinkList.module.css";
import { LinkStatusBadge } from "./LinkStatusBadge.tsx";
import { withoutScheme } from "./shortUrl.ts";

interface LinkRowProps {
  link: OwnLink;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  onSwitch: (isActive: boolean) => void;
  onDialog: (dialog: OpenDialog) => void;
}

/** One link: what it is, how often it was used, and what can be done with it. */
export function LinkRow({ link, isSelected, onSelect, onSwitch, onDialog }: LinkRowProps) {
  const name = withoutScheme(link.shortUrl);
  return (
    <li className={styles.row} data-selected={isSelected || undefined}>
      <Checkbox
        className={styles.checkbox}
        aria-label={`Select ${name}`}
        checked={isSelected}
        onChange={({ currentTarget }) => onSelect(currentTarget.checked)}
      />
      <div>
        <Group gap="xs">
          <Anchor component={Link} to={`/app/links/${link.databaseId}`} fw={600} underline="hover">
            {name}
          </Anchor>
          {link.status !== "ACTIVE" && <LinkStatusBadge status={link.status} />}
          {link.hasPassword && (
            <IconLock size={16} role="img" aria-label="Asks for a password">
              <title>Asks for a password</title>
            </IconLock>
          )}
        </Group>
        {link.title && <Text lineClamp={1}>{link.title}</Text>}
        <Text c="dimmed" size="sm" lineClamp={1} title={link.originalUrl}>
          {link.originalUrl}
        </Text>
        <Text c="dimmed" size="xs">
          Made <Time value={link.createdAt} />
        </Text>
      </div>
      <div className={styles.figures}>
        <Text component="span" fw={500}>
          {formatNumber(link.clickCount)} {link.clickCount === 1 ? "click" : "clicks"}
        </Text>
        {link.lastClickedAt && (
          <Text c="dimmed" size="xs">
            last <Time value={link.lastClickedAt} />
          </Text>
        )}
      </div>
      <LinkActions
        className={styles.actions}
        link={link}
        onSwitch={onSwitch}
        onQrCode={() => onDialog({ kind: "qrCode", link })}
        onEdit={() => onDialog({ kind: "edit", link })}
        onDelete={() => onDialog({ kind: "delete", links: [link] })}
      />
    </li>
  );
}
