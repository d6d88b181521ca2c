import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useDialogStack } from "../hooks/useDialogStack.ts";

interface DialogProps {
  title: string;
  size?: ModalProps["size"];
  /**
   * What closes it besides its buttons: where something is typed into it, a click beside it does not;
   * what cannot be had again is not taken away by Escape either.
   */
  closesBy?: "escape or click" | "escape" | "buttons";
  onClose: () => void;
  children: ReactNode;
}

/** Stands over the page while it is mounted. */
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
