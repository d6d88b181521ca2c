import { Dialog } from "../../ui/Dialog.tsx";
import { CreatedToken } from "./CreatedToken.tsx";
import { CreateTokenForm, type CreateTokenPayload } from "./CreateTokenForm.tsx";

interface CreateTokenDialogProps {
  created: CreateTokenPayload | undefined;
  onCreated: (created: CreateTokenPayload) => void;
  onClose: () => void;
}

/** First what the token may do, then its secret, this once. */
export function CreateTokenDialog({ created, onCreated, onClose }: CreateTokenDialogProps) {
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={created ? "Your new token" : "New token"}
      // The secret is shown once: a stray key or click must not take it away.
      closesBy={created ? "buttons" : "escape"}
    >
      {created ? (
        <CreatedToken created={created} onDone={onClose} />
      ) : (
        <CreateTokenForm onCreated={onCreated} />
      )}
    </Dialog>
  );
}
