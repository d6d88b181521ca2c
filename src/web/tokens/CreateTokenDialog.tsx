import { Modal } from "@mantine/core";
import { useState } from "react";
import { CreateTokenForm, type NewToken } from "./CreateTokenForm.tsx";
import { NewSecret } from "./NewSecret.tsx";

/** First what the token may do, then its secret, this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<NewToken>();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={created ? "Your new token" : "New token"}
      // The secret is shown once: a stray click beside the dialog must not take it away.
      closeOnClickOutside={!created}
    >
      {created ? (
        <NewSecret created={created} onDone={onClose} />
      ) : (
        <CreateTokenForm onCreated={setCreated} />
      )}
    </Modal>
  );
}
