import { useState } from "react";
import { useMutation } from "urql";
import { unwrapResult } from "../../../api/mutationResult.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { CreateLink, type LinkFragment } from "../shared/documents.ts";
import { CreatedLink } from "./CreatedLink.tsx";
import { LinkForm } from "./LinkForm.tsx";
import { type LinkFormValues, toCreateInput } from "./linkFormValues.ts";

interface CreateLinkDialogProps {
  onCreated?: (link: LinkFragment) => void;
  onClose: () => void;
}

/** Asks for the destination first, then shows the link, which one key copies. */
export function CreateLinkDialog({ onCreated, onClose }: CreateLinkDialogProps) {
  const [{ fetching }, createLink] = useMutation(CreateLink);
  const [created, setCreated] = useState<LinkFragment>();

  const create = async (values: LinkFormValues) => {
    const { data, error } = await createLink({ input: toCreateInput(values) });
    const result = unwrapResult({ error, outcome: data?.createLink });
    if ("mutationError" in result) return result.mutationError;
    setCreated(result.payload.link);
    onCreated?.(result.payload.link);
  };

  const closesWhileTyped = fetching ? "buttons" : "escape";
  return (
    <Dialog
      onClose={onClose}
      title={created ? "Your new link" : "New link"}
      size="lg"
      closesBy={created ? "escape or click" : closesWhileTyped}
    >
      {created ? (
        <CreatedLink link={created} onAnother={() => setCreated(undefined)} onDone={onClose} />
      ) : (
        <LinkForm submitLabel="Make link" onSubmit={create} onCancel={onClose} />
      )}
    </Dialog>
  );
}
