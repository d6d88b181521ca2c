import { CreateLinkDialog } from "./CreateLinkDialog.tsx";
import { DeleteLinksDialog } from "./DeleteLinksDialog.tsx";
import type { OwnLink } from "./documents.ts";
import { EditLinkDialog } from "./EditLinkDialog.tsx";
import { QrCodeDialog } from "./QrCodeDialog.tsx";

/** Which dialog stands over the list, and of which links. */
export type OpenDialog =
  | { kind: "create" }
  | { kind: "edit"; link: OwnLink }
  | { kind: "qrCode"; link: OwnLink }
  | { kind: "delete"; links: readonly OwnLink[] };

interface LinkDialogProps {
  dialog: OpenDialog;
  onCreated: () => void;
  onClose: () => void;
}

/** One dialog at a time. */
export function LinkDialog({ dialog, onCreated, onClose }: LinkDialogProps) {
  switch (dialog.kind) {
    case "create":
      return <CreateLinkDialog onCreated={onCreated} onClose={onClose} />;
    case "edit":
      return <EditLinkDialog link={dialog.link} onClose={onClose} />;
    case "qrCode":
      return <QrCodeDialog link={dialog.link} onClose={onClose} />;
    case "delete":
      return <DeleteLinksDialog links={dialog.links} onClose={onClose} />;
  }
}
