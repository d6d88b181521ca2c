import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { type OwnLink, UpdateLink } from "./documents.ts";
import { LinkForm } from "./LinkForm.tsx";
import { initialValues, type LinkFormValues, toChanges } from "./linkFormValues.ts";
import { withoutScheme } from "./shortUrl.ts";

interface EditLinkDialogProps {
  link: OwnLink;
  onClose: () => void;
}

/** All settings of a link but its code. */
export function EditLinkDialog({ link, onClose }: EditLinkDialogProps) {
  const [{ fetching }, updateLink] = useMutation(UpdateLink);
  // Of what changes elsewhere meanwhile, nothing is set back.
  const [before] = useState(() => initialValues(link));

  const save = async (values: LinkFormValues) => {
    const changes = toChanges(values, before);
    if (Object.keys(changes).length > 0) {
      const { data, error } = await updateLink({ input: { by: { id: link.id }, ...changes } });
      const settled = settle({ error, outcome: data?.updateLink });
      if ("refusal" in settled) return settled.refusal;
      notifications.show({ message: `${withoutScheme(link.shortUrl)} was saved.`, color: "teal" });
    }
    onClose();
  };

  return (
    <Dialog
      onClose={onClose}
      title={`Edit ${withoutScheme(link.shortUrl)}`}
      size="lg"
      // While it is saved, a refusal may come that would not be seen.
      closesBy={fetching ? "buttons" : "escape"}
    >
      <LinkForm link={link} submitLabel="Save" onSubmit={save} onCancel={onClose} />
    </Dialog>
  );
}
