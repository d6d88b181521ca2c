import type { PendingBodies } from "./pendingBodies.ts";

/**
 * Slot of one request in the concurrency limit. It is released while the body is received: see
 * `waitForBody`.
 */
export interface RequestSlot {
  /** Network of the client; empty if networks are not distinguished. */
  network: string;
  pendingBodies: PendingBodies;
  /** Returns false if no slot is free. */
  acquire(): boolean;
  /** Does nothing if no slot was acquired. */
  release(): void;
  /** Returns the response to a request that gets no slot. */
  reject(): Response;
}
