import { onTestFinished } from "vitest";
import { askFresh } from "./freshConnection.ts";

/** Visitors who never cease, some on connections that they keep, some on a new one each time. */
export interface SteadyLoad {
  /** When each redirect was answered, in milliseconds. */
  answeredAt: number[];
  /** What was answered otherwise, and requests that failed. */
  faults: unknown[];
  /** Lets each visitor end the visit begun. */
  end(): Promise<void>;
}

const each = 8;
export const visitors = 2 * each;
const pauseAfterFault = 20;

/** Sends visitors to an address by `visit`, which keeps connections, and by new ones. */
export function startLoad(
  url: string,
  code: string,
  visit: (code: string) => Promise<{ status: number }>,
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
    ...Array.from({ length: each }, () => visitor(() => visit(code))),
    ...Array.from({ length: each }, () => visitor(() => askFresh(url, `/${code}`))),
  ]);
  const end = async () => {
    over = true;
    await all;
  };
  onTestFinished(end);
  return { answeredAt, faults, end };
}
