const revokeDelayMilliseconds = 60_000;

/** Saves a file under the given name through the browser. */
export function downloadFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Some browsers start reading only after asking where to save the file.
  setTimeout(() => URL.revokeObjectURL(url), revokeDelayMilliseconds);
}
