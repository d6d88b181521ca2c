import { Anchor } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { memo } from "react";
import { Link } from "react-router";
import { formatNumber } from "../../../lib/format.ts";
import { Checkbox } from "../../../ui/Checkbox.tsx";
import { Time } from "../../../ui/Time.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { LinkStatusBadge } from "../shared/LinkStatusBadge.tsx";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";
import { withoutScheme } from "../shared/withoutScheme.ts";
import { LinkActions } from "./LinkActions.tsx";
import type { DialogState } from "./LinkDialog.tsx";
import styles from "./LinkList.module.css";

interface LinkRowProps {
  link: LinkFragment;
  isSelected: boolean;
  onSelect: (id: string, isSelected: boolean) => void;
  onToggle: (links: readonly LinkFragment[], isActive: boolean) => void;
  onDialog: (dialog: DialogState) => void;
}

/** Shows a link with its clicks and actions. It is memoized because few of many rows change. */
export const LinkRow = memo(function LinkRow(props: LinkRowProps) {
  const { link, isSelected, onSelect, onToggle, onDialog } = props;
  const name = withoutScheme(link.shortUrl);
  return (
    <li
      className={styles.row}
      data-titled={link.title ? true : undefined}
      data-selected={isSelected || undefined}
    >
      <div className={styles.checkbox}>
        <Checkbox
          aria-label={`Select ${name}`}
          checked={isSelected}
          onChange={({ currentTarget }) => onSelect(link.id, currentTarget.checked)}
        />
      </div>
      <div>
        <div className={styles.name}>
          <Anchor component={Link} to={`/app/links/${link.databaseId}`} fw={600} underline="hover">
            {name}
          </Anchor>
          {link.status !== "ACTIVE" && <LinkStatusBadge status={link.status} />}
          {link.hasPassword && (
            <IconLock size={16} role="img" aria-label="Asks for a password">
              <title>Asks for a password</title>
            </IconLock>
          )}
        </div>
        {link.title && (
          <div className={styles.oneLine}>
            <bdi>{link.title}</bdi>
          </div>
        )}
        <div className={`${styles.oneLine} ${styles.quiet}`} title={toDisplayUrl(link.originalUrl)}>
          <bdi>{toDisplayUrl(link.originalUrl)}</bdi>
        </div>
        <div className={styles.small}>
          Made <Time value={link.createdAt} />
        </div>
      </div>
      <div className={styles.figures}>
        <span className={styles.count}>
          {formatNumber(link.clickCount)} {link.clickCount === 1 ? "click" : "clicks"}
        </span>
        {link.lastClickedAt && (
          <div className={styles.small}>
            last <Time value={link.lastClickedAt} />
          </div>
        )}
      </div>
      <LinkActions
        className={styles.actions}
        link={link}
        onToggle={(isActive) => onToggle([link], isActive)}
        onQrCode={() => onDialog({ kind: "qrCode", link })}
        onEdit={() => onDialog({ kind: "edit", link })}
        onDelete={() => onDialog({ kind: "delete", links: [link] })}
      />
    </li>
  );
});
