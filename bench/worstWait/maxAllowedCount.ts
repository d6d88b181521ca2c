import type { CostlyOperation } from "../measurements/costliestOperations.ts";
import { type Server, startProgram } from "../servers.ts";
import { send } from "./send.ts";

/** The service rejects an operation immediately. A request that takes longer was accepted. */
const timeoutMilliseconds = 3_000;

/** Returns the largest accepted count of each operation; 0 if none is accepted. */
export async function maxAllowedCount(
  databaseUrl: string,
  operations: CostlyOperation[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let server = await startProgram(databaseUrl);
  try {
    for (const operation of operations) {
      const { allowed, isHeldUp } = await search(server, operation);
      counts.set(operation.name, allowed);
      if (!isHeldUp) continue;
      await server.stop();
      server = await startProgram(databaseUrl);
    }
  } finally {
    await server.stop();
  }
  return counts;
}

/** Throws if an operation is rejected for another reason than its size. */
async function search({ url }: Server, operation: CostlyOperation) {
  let allowed = 0;
  let rejected = operation.maxCount + 1;
  for (let count = operation.maxCount; rejected - allowed > 1; ) {
    // Each request has a unique number.
    const request = operation.request(count, -count);
    const answer = await send(url, request, AbortSignal.timeout(timeoutMilliseconds)).catch(
      () => undefined,
    );
    if (!answer) return { allowed: count, isHeldUp: true };
    if (answer.text.includes("OPERATION_TOO_LARGE")) rejected = count;
    else if (/^(20\d|401)$/.test(answer.outcome)) allowed = count;
    else throw new Error(`${operation.name}: ${answer.outcome} ${answer.text.slice(0, 300)}`);
    count = Math.floor((allowed + rejected) / 2);
  }
  return { allowed, isHeldUp: false };
}
