const revokeDelayMilliseconds = 60_000;

/** Hands a file to the browser, which saves it under the name. */
export function downloadFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Some browsers begin to read only after they have asked where to save it.
  setTimeout(() => URL.revokeObjectURL(url), revokeDelayMilliseconds);
}
