import { notifications } from "@mantine/notifications";

/** Copies a text and confirms it visually and to screen readers. `label` starts the sentence. */
export async function copyToClipboard(text: string, label: string): Promise<boolean> {
  const copied = await writeText(text);
  // The text may be a secret, so the notification does not show it.
  notifications.show(
    copied
      ? { message: `${label} was copied.`, color: "teal" }
      : { message: "Your browser does not let this page copy. Copy it by hand.", color: "red" },
  );
  return copied;
}

async function writeText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers provide no clipboard to pages without HTTPS, but they support this command.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const { activeElement } = document;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.cssText = "position: fixed; opacity: 0";
  // A dialog traps the focus, so the field must be inside it.
  (activeElement?.closest("[role=dialog]") ?? document.body).append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (activeElement instanceof HTMLElement) activeElement.focus();
  return copied;
}
