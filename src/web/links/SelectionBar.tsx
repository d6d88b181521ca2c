import { Button, Group } from "@mantine/core";
import { useId } from "react";
import { formatNumber } from "../shell/format.ts";
import type { OwnLink } from "./documents.ts";
import styles from "./LinkList.module.css";
import { Tick } from "./Tick.tsx";

interface SelectionBarProps {
  /** How many links are shown. */
  count: number;
  selected: readonly OwnLink[];
  onSelectAll: (all: boolean) => void;
  onSwitch: (isActive: boolean) => void;
  onDelete: () => void;
}

/** Picks all links that are shown, and changes those that are picked. */
export function SelectionBar(props: SelectionBarProps) {
  const id = useId();
  const { count, selected, onSelectAll, onSwitch, onDelete } = props;
  const some = selected.length > 0;
  const all = selected.length === count;
  return (
    <Group className={styles.bar} mih={52} gap="sm">
      <label htmlFor={id} className={styles.all} aria-live="polite">
        <Tick
          id={id}
          checked={some && all}
          indeterminate={some && !all}
          onChange={() => onSelectAll(!all)}
        />
        {some ? `${formatNumber(selected.length)} selected` : "Select all"}
      </label>
      {some && (
        <Group gap="xs" role="group" aria-label="Change the selected links">
          <Button variant="default" size="xs" onClick={() => onSwitch(false)}>
            Switch off
          </Button>
          <Button variant="default" size="xs" onClick={() => onSwitch(true)}>
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
