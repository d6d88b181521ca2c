import { createClient } from "./client.ts";
import type { Program } from "./program.ts";

/** Visitors who follow a code at one process, again and again. */
export interface ContinuousVisits {
  /** How often each status was answered. */
  statuses: Map<number, number>;
  /** The answers that led to somewhere, by destination. */
  destinations: Map<string, number>;
  /** Requests without an answer, as those to a process that was killed. */
  unanswered(): number;
  /** Lets all come to an end. */
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
          // Nobody is there any more.
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

/** Answers with this status, of all the traffic. */
export function countResponses(traffic: ContinuousVisits[], status: number): number {
  return traffic.reduce((sum, { statuses }) => sum + (statuses.get(status) ?? 0), 0);
}
