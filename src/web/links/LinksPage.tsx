import { Button, Group, Kbd, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { formatNumber } from "../shell/format.ts";
import { lazyDialog } from "../shell/lazyDialog.tsx";
import { PageTitle } from "../shell/PageTitle.tsx";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { usePageKeys } from "../shell/usePageKeys.ts";
import type { OpenDialog } from "./LinkDialog.tsx";
import { LinkFinder } from "./LinkFinder.tsx";
import { LinkList } from "./LinkList.tsx";
import { LinkSkeletons } from "./LinkSkeletons.tsx";
import { mostPages, useLinkView } from "./linkView.ts";
import { NoLinks } from "./NoLinks.tsx";
import { NoMatches } from "./NoMatches.tsx";
import { useLinkPages } from "./useLinkPages.ts";

// A browser's first number costs as much as many rows: it is written while they are on their way.
setTimeout(() => formatNumber(0));

const LinkDialog = lazyDialog(async () => (await import("./LinkDialog.tsx")).LinkDialog);

/** `/app/links`: the viewer's links, found, made and looked after. */
export function LinksPage() {
  const { view, change, reset } = useLinkView();
  const { links, hasMore, isWhole, loading, error, retry } = useLinkPages(view);
  const [dialog, setDialog] = useState<OpenDialog>();
  const search = useRef<HTMLInputElement>(null);
  const openNew = () => setDialog((open) => open ?? { kind: "create" });
  const focusSearch = () => search.current?.focus();
  // On some keyboards the slash is typed with the shift key.
  usePageKeys({ n: openNew, "/": focusSearch, "shift+/": focusSearch });
  const hasNone = links?.length === 0 && !hasMore;
  const showAll = () => {
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
      {!(hasNone && isWhole) && <LinkFinder ref={search} view={view} onChange={change} />}
      {error && <QueryFailure error={error} onRetry={retry} retrying={loading} />}
      {!links && !error && <LinkSkeletons />}
      {hasNone && isWhole && <NoLinks onNew={openNew} />}
      {hasNone && !isWhole && <NoMatches onReset={showAll} />}
      {links && !hasNone && (
        <LinkList
          links={links}
          hasMore={hasMore}
          loading={loading}
          onMore={
            view.pages < mostPages
              ? () => change({ pages: view.pages + 1 }, { replace: true })
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
