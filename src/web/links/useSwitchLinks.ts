import { notifications } from "@mantine/notifications";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { offerUndo } from "../shell/offerUndo.tsx";
import { type OwnLink, UpdateLink } from "./documents.ts";
import { nameLinks } from "./nameLinks.ts";

/** Switches links on or off. The screen shows it at once; what was refused is put back, and said. */
export function useSwitchLinks() {
  const [, updateLink] = useMutation(UpdateLink);

  const switchEach = async (links: readonly OwnLink[], isActive: boolean) => {
    const outcomes = await Promise.all(
      links.map(async (link) => {
        const { data, error } = await updateLink({ input: { by: { id: link.id }, isActive } });
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
  };

  return async (links: readonly OwnLink[], isActive: boolean) => {
    const changing = links.filter((link) => link.isActive !== isActive);
    const changed = await switchEach(changing, isActive);
    if (changed.length === 0) return;
    offerUndo(`Switched ${isActive ? "on" : "off"}: ${nameLinks(changed)}.`, async () => {
      const restored = await switchEach(changed, !isActive);
      if (restored.length === 0) return;
      const state = isActive ? "off" : "on";
      notifications.show({ message: `Undone. Switched ${state}: ${nameLinks(restored)}.` });
    });
  };
}
