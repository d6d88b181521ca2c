import { useState } from "react";
import { Dialog } from "../shell/Dialog.tsx";
import { CreateTokenForm, type NewToken } from "./CreateTokenForm.tsx";
import { NewSecret } from "./NewSecret.tsx";

/** First what the token may do, then its secret, this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<NewToken>();
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
        <CreateTokenForm onCreated={setCreated} />
      )}
    </Dialog>
  );
}
