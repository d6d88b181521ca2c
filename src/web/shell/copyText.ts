import { notifications } from "@mantine/notifications";

/** Copies a text and says so to eyes and ears. `what` begins the sentence. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    // Browsers have no clipboard for pages that came without encryption.
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `${what} was copied.`, color: "teal" });
    return true;
  } catch {
    notifications.show({
      message: `Your browser does not let this page copy. Copy it by hand: ${text}`,
      color: "red",
      autoClose: false,
    });
    return false;
  }
}
