import { onTestFinished } from "vitest";
import { requestOnNewConnection } from "./newConnection.ts";

/** Visitors who never cease, some on connections that they keep, some on a new one each time. */
export interface SteadyLoad {
  visitors: number;
  /** When each redirect was answered, in milliseconds. */
  answeredAt: number[];
  /** What was answered otherwise, and requests that failed. */
  faults: unknown[];
  /** Lets each visitor end the visit begun. */
  end(): Promise<void>;
}

const usually = 16;
const pauseAfterFault = 20;

/** Sends visitors to an address, half of them by `visit`, which keeps connections, and half by new ones. */
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
