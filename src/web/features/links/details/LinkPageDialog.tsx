import { useNavigate } from "react-router";
import { EditLinkDialog } from "../form/EditLinkDialog.tsx";
import { DeleteLinksDialog } from "../shared/DeleteLinksDialog.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { QrCodeDialog } from "../shared/QrCodeDialog.tsx";

export type DialogKind = "edit" | "qrCode" | "delete";

interface LinkPageDialogProps {
  kind: DialogKind;
  link: LinkFragment;
  onClose: () => void;
}

/** Shows one dialog over the page of a link. After the link is deleted, the page is left. */
export function LinkPageDialog({ kind, link, onClose }: LinkPageDialogProps) {
  const navigate = useNavigate();
  switch (kind) {
    case "edit":
      return <EditLinkDialog link={link} onClose={onClose} />;
    case "qrCode":
      return <QrCodeDialog link={link} onClose={onClose} />;
    case "delete":
      return (
        <DeleteLinksDialog
          links={[link]}
          onDeleted={() => navigate("/app/links", { replace: true })}
          onClose={onClose}
        />
      );
  }
}
