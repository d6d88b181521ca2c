import { useState } from "react";
import { useMutation } from "urql";
import { settle } from "../graphql/outcome.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { CreateLink, type OwnLink } from "./documents.ts";
import { LinkForm } from "./LinkForm.tsx";
import { type LinkFormValues, toCreateInput } from "./linkFormValues.ts";
import { NewLink } from "./NewLink.tsx";

interface CreateLinkDialogProps {
  onCreated?: (link: OwnLink) => void;
  onClose: () => void;
}

/** First where the link is to lead, then the link, to be copied with one key. */
export function CreateLinkDialog({ onCreated, onClose }: CreateLinkDialogProps) {
  const [{ fetching }, createLink] = useMutation(CreateLink);
  const [created, setCreated] = useState<OwnLink>();

  const create = async (values: LinkFormValues) => {
    const { data, error } = await createLink({ input: toCreateInput(values) });
    const settled = settle({ error, outcome: data?.createLink });
    if ("refusal" in settled) return settled.refusal;
    setCreated(settled.payload.link);
    onCreated?.(settled.payload.link);
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
        <NewLink link={created} onAnother={() => setCreated(undefined)} onDone={onClose} />
      ) : (
        <LinkForm submitLabel="Make link" onSubmit={create} onCancel={onClose} />
      )}
    </Dialog>
  );
}
