import { createClient } from "./client.ts";
import type { Program } from "./program.ts";

/** Visitors that request a code from one process continuously. */
export interface ContinuousVisits {
  /** The number of responses by status. */
  statuses: Map<number, number>;
  /** The number of redirects by destination. */
  destinations: Map<string, number>;
  /** Returns the number of requests without a response, for example from a killed process. */
  unanswered(): number;
  /** Stops after the pending requests. */
  stop(): Promise<void>;
}

export function startVisits({ url }: Program, code: string, visitors = 8): ContinuousVisits {
  const anybody = createClient(url);
  const statuses = new Map<number, number>();
  const destinations = new Map<string, number>();
  let unanswered = 0;
  let over = false;
  const visit = async () => {
    const { status, headers } = await anybody.visit(code);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const destination = headers.get("location");
    if (destination) destinations.set(destination, (destinations.get(destination) ?? 0) + 1);
  };
  const ended = Promise.all(
    Array.from({ length: visitors }, async () => {
      while (!over) {
        await visit().catch(() => {
          unanswered += 1;
          // The process has stopped.
          over = true;
        });
      }
    }),
  );
  return {
    statuses,
    destinations,
    unanswered: () => unanswered,
    stop: async () => {
      over = true;
      await ended;
    },
  };
}

/** Returns the number of responses with this status across all traffic. */
export function countResponses(traffic: ContinuousVisits[], status: number): number {
  return traffic.reduce((sum, { statuses }) => sum + (statuses.get(status) ?? 0), 0);
}
