const windowMilliseconds = 1_000;

interface Window {
  lines: number;
  leftOut: number;
}

/**
 * Bounds the lines of a log by kind: true for the first `perSecond` of a kind within a second. For each
 * second in which others were left out, `tell` gets the kind and their number at its end.
 */
export function createLineLimit<Kind>(
  perSecond: number,
  tell: (kind: Kind, leftOut: number) => void,
): (kind: Kind) => boolean {
  const windows = new Map<Kind, Window>();

  function open(kind: Kind): Window {
    const opened = { lines: 0, leftOut: 0 };
    windows.set(kind, opened);
    setTimeout(() => {
      windows.delete(kind);
      if (opened.leftOut > 0) tell(kind, opened.leftOut);
    }, windowMilliseconds).unref();
    return opened;
  }

  return (kind) => {
    const current = windows.get(kind) ?? open(kind);
    if (current.lines < perSecond) {
      current.lines += 1;
      return true;
    }
    current.leftOut += 1;
    return false;
  };
}
