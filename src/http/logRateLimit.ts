const windowMilliseconds = 1_000;

interface LogWindow {
  lines: number;
  suppressed: number;
}

/**
 * Creates a rate limit for log lines by kind. Returns true for the first `perSecond` lines of a
 * kind within a second. At the end of each second with suppressed lines, `reportSuppressed`
 * receives their kind and number.
 */
export function createLogRateLimit<Kind>(
  perSecond: number,
  reportSuppressed: (kind: Kind, suppressed: number) => void,
): (kind: Kind) => boolean {
  const windows = new Map<Kind, LogWindow>();

  function openWindow(kind: Kind): LogWindow {
    const window = { lines: 0, suppressed: 0 };
    windows.set(kind, window);
    setTimeout(() => {
      windows.delete(kind);
      if (window.suppressed > 0) reportSuppressed(kind, window.suppressed);
    }, windowMilliseconds).unref();
    return window;
  }

  return (kind) => {
    const current = windows.get(kind) ?? openWindow(kind);
    if (current.lines < perSecond) {
      current.lines += 1;
      return true;
    }
    current.suppressed += 1;
    return false;
  };
}
