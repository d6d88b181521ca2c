import { CreateLinkDialog } from "../form/CreateLinkDialog.tsx";
import { EditLinkDialog } from "../form/EditLinkDialog.tsx";
import { DeleteLinksDialog } from "../shared/DeleteLinksDialog.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { QrCodeDialog } from "../shared/QrCodeDialog.tsx";

/** The dialog open over the list, with its links. */
export type DialogState =
  | { kind: "create" }
  | { kind: "edit"; link: LinkFragment }
  | { kind: "qrCode"; link: LinkFragment }
  | { kind: "delete"; links: readonly LinkFragment[] };

interface LinkDialogProps {
  dialog: DialogState;
  onCreated: () => void;
  onClose: () => void;
}

/** Shows one dialog at a time. */
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
