const concurrency = 32;

/** Sends this many visits, many of them concurrently. Returns the number of responses by status. */
export async function sendVisits(
  count: number,
  visit: (number: number) => Promise<{ status: number }>,
): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  let left = count;
  const visitor = async () => {
    while (left-- > 0) {
      const { status } = await visit(left);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, visitor));
  return statuses;
}
