import { notifications } from "@mantine/notifications";

/** Copies a text and says so to eyes and ears. `label` begins the sentence. */
export async function copyToClipboard(text: string, label: string): Promise<boolean> {
  const copied = await writeText(text);
  // The text itself may be a secret: it is not shown where others look.
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
    // Browsers have no clipboard for pages that came without encryption, but this they know.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const { activeElement } = document;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.cssText = "position: fixed; opacity: 0";
  // Inside a dialog, which does not let the focus out.
  (activeElement?.closest("[role=dialog]") ?? document.body).append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (activeElement instanceof HTMLElement) activeElement.focus();
  return copied;
}
