import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { type OperationResult, useMutation } from "urql";
import type { ResultOf, VariablesOf } from "../graphql/graphql.ts";
import { settle } from "../graphql/outcome.ts";
import { offerUndo } from "../shell/offerUndo.tsx";
import { type OwnLink, UpdateLink } from "./documents.ts";
import { inTurn } from "./inTurn.ts";
import { nameLinks } from "./nameLinks.ts";

type Update = (variables: VariablesOf<typeof UpdateLink>) => Promise<UpdateResult>;
type UpdateResult = OperationResult<ResultOf<typeof UpdateLink>>;

/** Switches links on or off. The screen shows it at once; what was refused is put back, and said. */
export function useSwitchLinks() {
  const [, updateLink] = useMutation(UpdateLink);

  return useCallback(
    async (links: readonly OwnLink[], isActive: boolean) => {
      const changing = links.filter((link) => link.isActive !== isActive);
      const changed = await switchEach(updateLink, changing, isActive);
      if (changed.length === 0) return;
      offerUndo(`Switched ${isActive ? "on" : "off"}: ${nameLinks(changed)}.`, async () => {
        const restored = await switchEach(updateLink, changed, !isActive);
        if (restored.length === 0) return;
        const state = isActive ? "off" : "on";
        notifications.show({ message: `Undone. Switched ${state}: ${nameLinks(restored)}.` });
      });
    },
    [updateLink],
  );
}

/** Answers those of the links that were switched. */
async function switchEach(update: Update, links: readonly OwnLink[], isActive: boolean) {
  const outcomes = await Promise.all(
    links.map(async (link) => {
      const input = { by: { id: link.id }, isActive };
      const { data, error } = await inTurn(link.id, () => update({ input }));
      const settled = settle({ error, outcome: data?.updateLink });
      return { link, message: "refusal" in settled ? settled.refusal.message : undefined };
    }),
  );
  const failed = outcomes.filter(({ message }) => message !== undefined);
  if (failed.length > 0) {
    const names = nameLinks(failed.map(({ link }) => link));
    notifications.show({ message: `${names}: not changed. ${failed[0]?.message}`, color: "red" });
  }
  return outcomes.filter(({ message }) => message === undefined).map(({ link }) => link);
}
