import { Dialog } from "../shell/Dialog.tsx";
import { CreateTokenForm, type NewToken } from "./CreateTokenForm.tsx";
import { NewSecret } from "./NewSecret.tsx";

interface CreateTokenDialogProps {
  created: NewToken | undefined;
  onCreated: (created: NewToken) => void;
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
        <NewSecret created={created} onDone={onClose} />
      ) : (
        <CreateTokenForm onCreated={onCreated} />
      )}
    </Dialog>
  );
}
