import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useOpenDialog } from "./useOpenDialog.ts";

interface DialogProps {
  title: string;
  size?: ModalProps["size"];
  /** False where Escape or a click beside it must not take away what cannot be had again. */
  closesByAccident?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Stands over the page while it is mounted. */
export function Dialog({ title, size, closesByAccident = true, onClose, children }: DialogProps) {
  useOpenDialog(() => closesByAccident && onClose());
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      {...(size ? { size } : {})}
      closeOnClickOutside={closesByAccident}
      closeOnEscape={false}
      returnFocus={false}
    >
      {children}
    </Modal>
  );
}
