const channel = openChannel();

/** Returns undefined if the browser blocks storage. Sign-in is impossible there anyway. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel("session");
  } catch {
    return undefined;
  }
}

/** Notifies other tabs of a login or logout in this tab. */
export const notifyOtherTabs = (): void => channel?.postMessage(null);

/**
 * Calls `listener` after a possible login or logout in another tab. Also calls it when the page
 * becomes visible, because a suspended tab receives no messages. Returns a function that stops it.
 */
export function onOtherTabChange(listener: () => void): () => void {
  const onVisibility = () => {
    if (document.visibilityState === "visible") listener();
  };
  channel?.addEventListener("message", listener);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    channel?.removeEventListener("message", listener);
    document.removeEventListener("visibilitychange", onVisibility);
  };
}
