import { Button, Group, List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { FormFailure } from "../shell/FormFailure.tsx";
import { formatNumber } from "../shell/format.ts";
import { DeleteLink, type OwnLink } from "./documents.ts";
import { nameLinks } from "./nameLinks.ts";
import { withoutScheme } from "./shortUrl.ts";

interface DeleteLinksDialogProps {
  links: readonly OwnLink[];
  /** Called once all of them are gone. */
  onDeleted?: () => void;
  onClose: () => void;
}

const namedAtMost = 5;

/** Says what is lost for good, and asks once more. */
export function DeleteLinksDialog({ links, onDeleted, onClose }: DeleteLinksDialogProps) {
  const [, deleteLink] = useMutation(DeleteLink);
  const [left, setLeft] = useState(links);
  const [failure, setFailure] = useState<string>();
  const [deleting, setDeleting] = useState(false);
  const one = left.length === 1;
  const clicks = left.reduce((sum, { clickCount }) => sum + clickCount, 0);

  const confirm = async () => {
    setDeleting(true);
    setFailure(undefined);
    const outcomes = await Promise.all(
      left.map(async (link) => {
        const { data, error } = await deleteLink({ input: { by: { id: link.id } } });
        const settled = settle({ error, outcome: data?.deleteLink });
        if (!("refusal" in settled)) return { link };
        // By another browser perhaps: it is as it was to be.
        if (settled.refusal.kind === "LinkNotFoundError") return { link, wasGone: true };
        return { link, message: settled.refusal.message };
      }),
    );
    setDeleting(false);
    const failed = outcomes.filter(({ message }) => message !== undefined);
    const [first] = failed;
    if (first) {
      setLeft(failed.map(({ link }) => link));
      setFailure(`${nameLinks(failed.map(({ link }) => link))}: not deleted. ${first.message}`);
      return;
    }
    const gone = outcomes.filter(({ wasGone }) => wasGone).map(({ link }) => link);
    const hint = gone.length > 0 ? ` Already deleted elsewhere: ${nameLinks(gone)}.` : "";
    notifications.show({
      message: gone.length === links.length ? hint : `Deleted: ${nameLinks(links)}.${hint}`,
    });
    onDeleted?.();
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={`Delete ${nameLinks(left)}?`}>
      <Stack>
        <FormFailure message={failure} />
        {!one && (
          <List>
            {left.slice(0, namedAtMost).map((link) => (
              <List.Item key={link.id}>{withoutScheme(link.shortUrl)}</List.Item>
            ))}
            {left.length > namedAtMost && (
              <List.Item>and {formatNumber(left.length - namedAtMost)} more</List.Item>
            )}
          </List>
        )}
        <Text>
          {one ? "Its code is" : "Their codes are"} retired: from now on visitors find nothing
          there, and nobody but you can ever use {one ? "it" : "them"} again.{" "}
          {clicks > 0
            ? `The statistics of ${formatNumber(clicks)} ${clicks === 1 ? "click" : "clicks"} are gone with ${one ? "it" : "them"}.`
            : "No clicks are lost: there were none."}{" "}
          This cannot be undone.
        </Text>
        <Text c="dimmed" size="sm">
          Switching off keeps everything, and can be undone.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep {one ? "it" : "them"}
          </Button>
          <Button color="red.9" onClick={confirm} loading={deleting}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
