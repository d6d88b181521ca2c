import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { type OperationResult, useMutation } from "urql";
import type { ResultOf, VariablesOf } from "../../../api/graphql.ts";
import { unwrapResult } from "../../../api/mutationResult.ts";
import { showUndoToast } from "../../../ui/undoToast.tsx";
import { describeLinks } from "./describeLinks.ts";
import { type LinkFragment, UpdateLink } from "./documents.ts";
import { enqueueForLink } from "./mutationQueue.ts";

type Update = (variables: VariablesOf<typeof UpdateLink>) => Promise<UpdateResult>;
type UpdateResult = OperationResult<ResultOf<typeof UpdateLink>>;

/** Enables or disables links. The UI updates at once; rejected changes are reverted and reported. */
export function useToggleLinks() {
  const [, updateLink] = useMutation(UpdateLink);

  return useCallback(
    async (links: readonly LinkFragment[], isActive: boolean) => {
      const linksToChange = links.filter((link) => link.isActive !== isActive);
      const changedLinks = await toggleAll(updateLink, linksToChange, isActive);
      if (changedLinks.length === 0) return;
      showUndoToast(
        `Switched ${isActive ? "on" : "off"}: ${describeLinks(changedLinks)}.`,
        async () => {
          const restoredLinks = await toggleAll(updateLink, changedLinks, !isActive);
          if (restoredLinks.length === 0) return;
          const state = isActive ? "off" : "on";
          notifications.show({
            message: `Undone. Switched ${state}: ${describeLinks(restoredLinks)}.`,
          });
        },
      );
    },
    [updateLink],
  );
}

/** Returns the links that were changed. */
async function toggleAll(update: Update, links: readonly LinkFragment[], isActive: boolean) {
  const outcomes = await Promise.all(
    links.map(async (link) => {
      const input = { by: { id: link.id }, isActive };
      const { data, error } = await enqueueForLink(link.id, () => update({ input }));
      const result = unwrapResult({ error, outcome: data?.updateLink });
      return {
        link,
        message: "mutationError" in result ? result.mutationError.message : undefined,
      };
    }),
  );
  const failed = outcomes.filter(({ message }) => message !== undefined);
  if (failed.length > 0) {
    const names = describeLinks(failed.map(({ link }) => link));
    notifications.show({ message: `${names}: not changed. ${failed[0]?.message}`, color: "red" });
  }
  return outcomes.filter(({ message }) => message === undefined).map(({ link }) => link);
}
