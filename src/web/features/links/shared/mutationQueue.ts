const latestByLink = new Map<string, Promise<unknown>>();

/** Runs the mutations of a link one after another, so that the last one wins. */
export function enqueueForLink<Result>(
  linkId: string,
  task: () => Promise<Result>,
): Promise<Result> {
  const result = (latestByLink.get(linkId) ?? Promise.resolve()).then(task);
  const completion = result.then(
    () => undefined,
    () => undefined,
  );
  latestByLink.set(linkId, completion);
  void completion.then(() => {
    if (latestByLink.get(linkId) === completion) latestByLink.delete(linkId);
  });
  return result;
}
