import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { unwrapResult } from "../../../api/mutationResult.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { type LinkFragment, UpdateLink } from "../shared/documents.ts";
import { withoutScheme } from "../shared/withoutScheme.ts";
import { LinkForm } from "./LinkForm.tsx";
import { initialValues, type LinkFormValues, toChanges } from "./linkFormValues.ts";

interface EditLinkDialogProps {
  link: LinkFragment;
  onClose: () => void;
}

/** Edits all settings of a link except its short code. */
export function EditLinkDialog({ link, onClose }: EditLinkDialogProps) {
  const [{ fetching }, updateLink] = useMutation(UpdateLink);
  // Concurrent changes to the link must not be reverted.
  const [initial] = useState(() => initialValues(link));

  const save = async (values: LinkFormValues) => {
    const changes = toChanges(values, initial);
    if (Object.keys(changes).length > 0) {
      const { data, error } = await updateLink({ input: { by: { id: link.id }, ...changes } });
      const result = unwrapResult({ error, outcome: data?.updateLink });
      if ("mutationError" in result) return result.mutationError;
      notifications.show({ message: `${withoutScheme(link.shortUrl)} was saved.`, color: "teal" });
    }
    onClose();
  };

  return (
    <Dialog
      onClose={onClose}
      title={`Edit ${withoutScheme(link.shortUrl)}`}
      size="lg"
      // An error that arrives after closing would not be seen.
      closesBy={fetching ? "buttons" : "escape"}
    >
      <LinkForm link={link} submitLabel="Save" onSubmit={save} onCancel={onClose} />
    </Dialog>
  );
}
