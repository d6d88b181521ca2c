const latestByLink = new Map<string, Promise<unknown>>();

/** Does something to a link after all that was begun with it before, so that the last wish stays. */
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
