import { Button, Group, List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { unwrapResult } from "../../../api/mutationResult.ts";
import { formatNumber } from "../../../lib/format.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { FormError } from "../../../ui/FormError.tsx";
import { describeLinks } from "./describeLinks.ts";
import { DeleteLink, type LinkFragment } from "./documents.ts";
import { withoutScheme } from "./withoutScheme.ts";

interface DeleteLinksDialogProps {
  links: readonly LinkFragment[];
  /** Called when all links are deleted. */
  onDeleted?: () => void;
  onClose: () => void;
}

const maxListedLinks = 5;

/** Explains what is lost permanently and asks for confirmation. */
export function DeleteLinksDialog({ links, onDeleted, onClose }: DeleteLinksDialogProps) {
  const [, deleteLink] = useMutation(DeleteLink);
  const [remaining, setRemaining] = useState(links);
  const [failure, setFailure] = useState<string>();
  const [deleting, setDeleting] = useState(false);
  const isSingle = remaining.length === 1;
  const clicks = remaining.reduce((sum, { clickCount }) => sum + clickCount, 0);

  const confirm = async () => {
    setDeleting(true);
    setFailure(undefined);
    const results = await Promise.all(
      remaining.map(async (link) => {
        const { data, error } = await deleteLink({ input: { by: { id: link.id } } });
        const result = unwrapResult({ error, outcome: data?.deleteLink });
        if (!("mutationError" in result)) return { link };
        // Another browser may have deleted it, which is the intended result.
        if (result.mutationError.kind === "LinkNotFoundError") return { link, wasGone: true };
        return { link, message: result.mutationError.message };
      }),
    );
    setDeleting(false);
    const failed = results.filter(({ message }) => message !== undefined);
    const [first] = failed;
    if (first) {
      setRemaining(failed.map(({ link }) => link));
      setFailure(`${describeLinks(failed.map(({ link }) => link))}: not deleted. ${first.message}`);
      return;
    }
    const deletedElsewhere = results.filter(({ wasGone }) => wasGone).map(({ link }) => link);
    const hint =
      deletedElsewhere.length > 0
        ? ` Already deleted elsewhere: ${describeLinks(deletedElsewhere)}.`
        : "";
    notifications.show({
      message:
        deletedElsewhere.length === links.length
          ? hint
          : `Deleted: ${describeLinks(links)}.${hint}`,
    });
    onDeleted?.();
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={`Delete ${describeLinks(remaining)}?`}>
      <Stack>
        <FormError message={failure} />
        {!isSingle && (
          <List>
            {remaining.slice(0, maxListedLinks).map((link) => (
              <List.Item key={link.id}>{withoutScheme(link.shortUrl)}</List.Item>
            ))}
            {remaining.length > maxListedLinks && (
              <List.Item>and {formatNumber(remaining.length - maxListedLinks)} more</List.Item>
            )}
          </List>
        )}
        <Text>
          {isSingle ? "Its code is" : "Their codes are"} retired: from now on visitors find nothing
          there, and nobody but you can ever use {isSingle ? "it" : "them"} again.{" "}
          {clicks > 0
            ? `The statistics of ${formatNumber(clicks)} ${clicks === 1 ? "click" : "clicks"} are gone with ${isSingle ? "it" : "them"}.`
            : "No clicks are lost: there were none."}{" "}
          This cannot be undone.
        </Text>
        <Text c="dimmed" size="sm">
          Switching off keeps everything, and can be undone.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep {isSingle ? "it" : "them"}
          </Button>
          <Button color="red.9" onClick={confirm} loading={deleting}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
