import { Button, Center, Paper, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { formatNumber } from "../shell/format.ts";
import { useSettled } from "../shell/useSettled.ts";
import type { OwnLink } from "./documents.ts";
import type { OpenDialog } from "./LinkDialog.tsx";
import styles from "./LinkList.module.css";
import { LinkRow } from "./LinkRow.tsx";
import { SelectionBar } from "./SelectionBar.tsx";
import { useSwitchLinks } from "./useSwitchLinks.ts";

interface LinkListProps {
  links: readonly OwnLink[];
  hasMore: boolean;
  loading: boolean;
  /** Absent where no more can be shown. */
  onMore: (() => void) | undefined;
  onDialog: (dialog: OpenDialog) => void;
}

/** Links one below the other; several can be picked and changed at once. */
export function LinkList({ links, hasMore, loading, onMore, onDialog }: LinkListProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const switchLinks = useSwitchLinks();
  const isSettling = !useSettled();
  const selected = links.filter(({ id }) => picked.has(id));

  const pick = useCallback((id: string, isPicked: boolean) => {
    setPicked((before) => {
      const after = new Set(before);
      if (isPicked) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);

  return (
    <>
      <Paper withBorder>
        <SelectionBar
          count={links.length}
          selected={selected}
          onSelectAll={(all) => setPicked(new Set(all ? links.map(({ id }) => id) : []))}
          onSwitch={(isActive) => switchLinks(selected, isActive)}
          onDelete={() => onDialog({ kind: "delete", links: selected })}
        />
        <ul
          className={styles.list}
          aria-label="Links"
          aria-busy={loading}
          data-settling={isSettling || undefined}
        >
          {links.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              isSelected={picked.has(link.id)}
              onSelect={pick}
              onSwitch={switchLinks}
              onDialog={onDialog}
            />
          ))}
        </ul>
      </Paper>
      {hasMore && onMore && (
        <Center>
          <Button variant="default" onClick={onMore} loading={loading}>
            Load more
          </Button>
        </Center>
      )}
      {hasMore && !onMore && (
        <Text ta="center" c="dimmed">
          These are the first {formatNumber(links.length)}. Search or filter to find the others.
        </Text>
      )}
    </>
  );
}
