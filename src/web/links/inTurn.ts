const latest = new Map<string, Promise<unknown>>();

/** Does something to a link after all that was begun with it before, so that the last wish stays. */
export function inTurn<Result>(linkId: string, work: () => Promise<Result>): Promise<Result> {
  const mine = (latest.get(linkId) ?? Promise.resolve()).then(work);
  const end = mine.then(
    () => undefined,
    () => undefined,
  );
  latest.set(linkId, end);
  void end.then(() => {
    if (latest.get(linkId) === end) latest.delete(linkId);
  });
  return mine;
}
