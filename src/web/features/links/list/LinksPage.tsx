import { Button, Group, Kbd, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useKeyboardShortcuts } from "../../../hooks/useKeyboardShortcuts.ts";
import { formatNumber } from "../../../lib/format.ts";
import { lazyDialog } from "../../../lib/lazyDialog.tsx";
import { PageTitle } from "../../../ui/PageTitle.tsx";
import { QueryError } from "../../../ui/QueryError.tsx";
import { EmptyLinks } from "./EmptyLinks.tsx";
import type { DialogState } from "./LinkDialog.tsx";
import { LinkFilters } from "./LinkFilters.tsx";
import { LinkList } from "./LinkList.tsx";
import { LinkSkeletons } from "./LinkSkeletons.tsx";
import { maxPages, useLinkListState } from "./linkListState.ts";
import { NoSearchResults } from "./NoSearchResults.tsx";
import { useLinkPages } from "./useLinkPages.ts";

// Formatting a first number takes as long as rendering many rows. It is done while they load.
setTimeout(() => formatNumber(0));

const LinkDialog = lazyDialog(async () => (await import("./LinkDialog.tsx")).LinkDialog);

/** `/app/links`: lists, creates and edits the viewer's links. */
export function LinksPage() {
  const { state, update, reset } = useLinkListState();
  const { links, hasMore, isUnfiltered, loading, error, retry } = useLinkPages(state);
  const [dialog, setDialog] = useState<DialogState>();
  const search = useRef<HTMLInputElement>(null);
  const openNew = () => setDialog((open) => open ?? { kind: "create" });
  const focusSearch = () => search.current?.focus();
  // Some keyboards need the shift key for a slash.
  useKeyboardShortcuts({ n: openNew, "/": focusSearch, "shift+/": focusSearch });
  const hasNone = links?.length === 0 && !hasMore;
  const resetFilters = () => {
    reset();
    focusSearch();
  };

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>Links</PageTitle>
        <Button
          onClick={openNew}
          leftSection={<IconPlus size={16} aria-hidden />}
          rightSection={
            <Kbd size="xs" visibleFrom="sm" aria-hidden>
              n
            </Kbd>
          }
          aria-keyshortcuts="n"
        >
          New link
        </Button>
      </Group>
      {!(hasNone && isUnfiltered) && <LinkFilters ref={search} state={state} onChange={update} />}
      {error && <QueryError error={error} onRetry={retry} retrying={loading} />}
      {!links && !error && <LinkSkeletons />}
      {hasNone && isUnfiltered && <EmptyLinks onNew={openNew} />}
      {hasNone && !isUnfiltered && <NoSearchResults onReset={resetFilters} />}
      {links && !hasNone && (
        <LinkList
          links={links}
          hasMore={hasMore}
          loading={loading}
          onMore={
            state.pages < maxPages
              ? () => update({ pages: state.pages + 1 }, { replace: true })
              : undefined
          }
          onDialog={setDialog}
        />
      )}
      {dialog && (
        <LinkDialog dialog={dialog} onCreated={reset} onClose={() => setDialog(undefined)} />
      )}
    </Stack>
  );
}
