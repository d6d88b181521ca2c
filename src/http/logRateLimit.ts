const windowMilliseconds = 1_000;

interface LogWindow {
  lines: number;
  suppressed: number;
}

/**
 * Bounds the lines of a log by kind: true for the first `perSecond` of a kind within a second. For each
 * second in which others were left out, `reportSuppressed` gets the kind and their number at its end.
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
