import { onTestFinished } from "vitest";
import { requestOnNewConnection } from "./newConnection.ts";

/** Visitors that send requests continuously, some on kept connections, some on new ones. */
export interface SteadyLoad {
  visitors: number;
  /** The times of the redirects in milliseconds. */
  answeredAt: number[];
  /** Other statuses and failed requests. */
  faults: unknown[];
  /** Waits for the pending visit of each visitor and stops. */
  end(): Promise<void>;
}

const usually = 16;
const pauseAfterFault = 20;

/**
 * Sends visitors to a URL: half of them through `visit` on kept connections, half on new
 * connections.
 */
export function startSteadyLoad(
  url: string,
  code: string,
  visit: (code: string) => Promise<{ status: number }>,
  visitors = usually,
): SteadyLoad {
  const answeredAt: number[] = [];
  const faults: unknown[] = [];
  let over = false;
  const visitor = async (ask: () => Promise<{ status: number }>) => {
    while (!over) {
      try {
        const { status } = await ask();
        if (status === 302) answeredAt.push(Date.now());
        else faults.push(status);
      } catch (error) {
        faults.push(error);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFault));
      }
    }
  };
  const all = Promise.all([
    ...Array.from({ length: visitors / 2 }, () => visitor(() => visit(code))),
    ...Array.from({ length: visitors / 2 }, () =>
      visitor(() => requestOnNewConnection(url, `/${code}`)),
    ),
  ]);
  const end = async () => {
    over = true;
    await all;
  };
  onTestFinished(end);
  return { visitors, answeredAt, faults, end };
}
