import { Button, Group } from "@mantine/core";
import { useId } from "react";
import { formatNumber } from "../../../lib/format.ts";
import { Checkbox } from "../../../ui/Checkbox.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import styles from "./LinkList.module.css";

interface BulkActionsBarProps {
  /** The number of links shown. */
  count: number;
  selected: readonly LinkFragment[];
  onSelectAll: (all: boolean) => void;
  onToggle: (isActive: boolean) => void;
  onDelete: () => void;
}

/** Selects all shown links and changes the selected ones. */
export function BulkActionsBar(props: BulkActionsBarProps) {
  const id = useId();
  const { count, selected, onSelectAll, onToggle, onDelete } = props;
  const some = selected.length > 0;
  const all = selected.length === count;
  return (
    <Group className={styles.bar} mih={52} gap="sm">
      <label htmlFor={id} className={styles.all} aria-live="polite">
        <Checkbox
          id={id}
          checked={some && all}
          indeterminate={some && !all}
          onChange={() => onSelectAll(!all)}
        />
        {some ? `${formatNumber(selected.length)} selected` : "Select all"}
      </label>
      {some && (
        <Group gap="xs" role="group" aria-label="Change the selected links">
          <Button variant="default" size="xs" onClick={() => onToggle(false)}>
            Switch off
          </Button>
          <Button variant="default" size="xs" onClick={() => onToggle(true)}>
            Switch on
          </Button>
          <Button variant="default" size="xs" onClick={onDelete}>
            Delete
          </Button>
          <Button variant="subtle" size="xs" onClick={() => onSelectAll(false)}>
            Select none
          </Button>
        </Group>
      )}
    </Group>
  );
}
