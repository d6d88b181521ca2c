/** Returns how often the event loop was blocked, according to the metrics. */
export async function eventLoopBlockCount(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^lnk7_event_loop_held_seconds_count (\d+)$/m.exec(metrics)?.[1]);
}
