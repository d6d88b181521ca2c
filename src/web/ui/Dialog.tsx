import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useDialogStack } from "../hooks/useDialogStack.ts";

interface DialogProps {
  title: string;
  size?: ModalProps["size"];
  /**
   * Closes the dialog in addition to its buttons. With input fields, a click outside does not close
   * it. With content that cannot be shown again, Escape does not either.
   */
  closesBy?: "escape or click" | "escape" | "buttons";
  onClose: () => void;
  children: ReactNode;
}

/** Shows a dialog over the page while it is mounted. */
export function Dialog(props: DialogProps) {
  const { title, size, closesBy = "escape or click", onClose, children } = props;
  useDialogStack(() => {
    if (closesBy !== "buttons") onClose();
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      {...(size ? { size } : {})}
      closeOnClickOutside={closesBy === "escape or click"}
      closeOnEscape={false}
      returnFocus={false}
    >
      {children}
    </Modal>
  );
}
