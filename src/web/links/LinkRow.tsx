import { Anchor } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { memo } from "react";
import { Link } from "react-router";
import { formatNumber } from "../shell/format.ts";
import { Time } from "../shell/Time.tsx";
import type { OwnLink } from "./documents.ts";
import { LinkActions } from "./LinkActions.tsx";
import type { OpenDialog } from "./LinkDialog.tsx";
import styles from "./LinkList.module.css";
import { LinkStatusBadge } from "./LinkStatusBadge.tsx";
import { withoutScheme } from "./shortUrl.ts";
import { shownUrl } from "./shownUrl.ts";
import { Tick } from "./Tick.tsx";

interface LinkRowProps {
  link: OwnLink;
  isSelected: boolean;
  onSelect: (id: string, isSelected: boolean) => void;
  onSwitch: (links: readonly OwnLink[], isActive: boolean) => void;
  onDialog: (dialog: OpenDialog) => void;
}

/** One link: what it is, how often it was used, and what can be done with it. Of many, few change. */
export const LinkRow = memo(function LinkRow(props: LinkRowProps) {
  const { link, isSelected, onSelect, onSwitch, onDialog } = props;
  const name = withoutScheme(link.shortUrl);
  return (
    <li
      className={styles.row}
      data-titled={link.title ? true : undefined}
      data-selected={isSelected || undefined}
    >
      <div className={styles.checkbox}>
        <Tick
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
        <div className={`${styles.oneLine} ${styles.quiet}`} title={shownUrl(link.originalUrl)}>
          <bdi>{shownUrl(link.originalUrl)}</bdi>
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
        onSwitch={(isActive) => onSwitch([link], isActive)}
        onQrCode={() => onDialog({ kind: "qrCode", link })}
        onEdit={() => onDialog({ kind: "edit", link })}
        onDelete={() => onDialog({ kind: "delete", links: [link] })}
      />
    </li>
  );
});
