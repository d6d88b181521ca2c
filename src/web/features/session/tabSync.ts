const channel = openChannel();

/** Browsers that keep no cookies may refuse it: there nobody is signed in. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel("session");
  } catch {
    return undefined;
  }
}

/** To be called when somebody has signed in or out in this tab. */
export const notifyOtherTabs = (): void => channel?.postMessage(null);

/**
 * `listener` hears when somebody may have signed in or out in another tab: at once, and whenever the
 * page comes into sight, because a tab that sleeps is told nothing.
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
