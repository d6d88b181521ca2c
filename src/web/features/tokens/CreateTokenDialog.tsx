import { Dialog } from "../../ui/Dialog.tsx";
import { CreatedToken } from "./CreatedToken.tsx";
import { CreateTokenForm, type CreateTokenPayload } from "./CreateTokenForm.tsx";

interface CreateTokenDialogProps {
  created: CreateTokenPayload | undefined;
  onCreated: (created: CreateTokenPayload) => void;
  onClose: () => void;
}

/** Asks for the token's scopes, then shows its secret once. */
export function CreateTokenDialog({ created, onCreated, onClose }: CreateTokenDialogProps) {
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={created ? "Your new token" : "New token"}
      // The secret is shown only once, so an accidental key or click must not close the dialog.
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
