import { Button, Center, Paper, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { usePageIdle } from "../../../hooks/usePageIdle.ts";
import { formatNumber } from "../../../lib/format.ts";
import type { LinkFragment } from "../shared/documents.ts";
import { useToggleLinks } from "../shared/useToggleLinks.ts";
import { BulkActionsBar } from "./BulkActionsBar.tsx";
import type { DialogState } from "./LinkDialog.tsx";
import styles from "./LinkList.module.css";
import { LinkRow } from "./LinkRow.tsx";

interface LinkListProps {
  links: readonly LinkFragment[];
  hasMore: boolean;
  loading: boolean;
  /** Undefined when no more links can be shown. */
  onMore: (() => void) | undefined;
  onDialog: (dialog: DialogState) => void;
}

/** Lists links. Several can be selected and changed at once. */
export function LinkList({ links, hasMore, loading, onMore, onDialog }: LinkListProps) {
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const toggleLinks = useToggleLinks();
  const isPageLoading = !usePageIdle();
  const selected = links.filter(({ id }) => selectedIds.has(id));

  const select = useCallback((id: string, isSelected: boolean) => {
    setSelectedIds((before) => {
      const after = new Set(before);
      if (isSelected) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);

  return (
    <>
      <Paper withBorder>
        <BulkActionsBar
          count={links.length}
          selected={selected}
          onSelectAll={(all) => setSelectedIds(new Set(all ? links.map(({ id }) => id) : []))}
          onToggle={(isActive) => toggleLinks(selected, isActive)}
          onDelete={() => onDialog({ kind: "delete", links: selected })}
        />
        <ul
          className={styles.list}
          aria-label="Links"
          aria-busy={loading}
          data-page-loading={isPageLoading || undefined}
        >
          {links.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              isSelected={selectedIds.has(link.id)}
              onSelect={select}
              onToggle={toggleLinks}
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
